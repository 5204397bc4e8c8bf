// The precompiled header needs one source beside it.
