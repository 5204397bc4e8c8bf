# cmake -D COMPILE=<compiler;flags> -D SOURCE=<file> -D SENTENCE=<text> -P must_not_compile.cmake
#
# SOURCE must be refused with SENTENCE among the messages, and must be accepted with -DFIXED: the mistake is then
# the one the file shows, and not a missing header.
execute_process(COMMAND ${COMPILE} -DFIXED ${SOURCE} RESULT_VARIABLE status ERROR_VARIABLE messages OUTPUT_VARIABLE messages)
if(NOT status EQUAL 0)
  message(FATAL_ERROR "${SOURCE} must compile with -DFIXED, but:\n${messages}")
endif()

execute_process(COMMAND ${COMPILE} ${SOURCE} RESULT_VARIABLE status ERROR_VARIABLE messages OUTPUT_VARIABLE messages)
if(status EQUAL 0)
  message(FATAL_ERROR "${SOURCE} compiles, but must be refused: ${SENTENCE}")
endif()
string(FIND "${messages}" "${SENTENCE}" where)
if(where EQUAL -1)
  message(FATAL_ERROR "${SOURCE} is refused, but not with the sentence\n  ${SENTENCE}\nThe compiler said:\n${messages}")
endif()
