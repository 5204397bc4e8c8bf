# cmake -D COMPILE=<compiler;flags> -D SOURCE=<file> -D SENTENCE=<text> -P must_not_compile.cmake
#
# SOURCE must be refused with SENTENCE among the messages. That it is accepted with -DFIXED, so that the mistake is the one
# that the file shows, is tested for all of them at once.
execute_process(COMMAND ${COMPILE} ${SOURCE} RESULT_VARIABLE status ERROR_VARIABLE messages OUTPUT_VARIABLE messages)
if(status EQUAL 0)
  message(FATAL_ERROR "${SOURCE} compiles, but must be refused: ${SENTENCE}")
endif()
string(FIND "${messages}" "${SENTENCE}" where)
if(where EQUAL -1)
  message(FATAL_ERROR "${SOURCE} is refused, but not with the sentence\n  ${SENTENCE}\nThe compiler said:\n${messages}")
endif()
