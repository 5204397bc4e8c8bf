# What the scripts of this folder share. They get SOURCE, WORK (made anew), GENERATOR, COMPILER, CONFIG and SANITIZE.
file(REMOVE_RECURSE ${WORK})
file(MAKE_DIRECTORY ${WORK})

# Fails with the command and what it said; else `output` is that.
function(step)
  execute_process(COMMAND ${ARGN} WORKING_DIRECTORY ${WORK} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT status EQUAL 0)
    list(JOIN ARGN " " command)
    message(FATAL_ERROR "${command}\n${output}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()

# configure(FOLDER [OPTION...]): into ${WORK}/build, as this build was.
function(configure folder)
  set(flags)
  if(SANITIZE)
    set(flags -DCMAKE_CXX_FLAGS=-fsanitize=${SANITIZE})
  endif()
  step(${CMAKE_COMMAND} -S ${folder} -B ${WORK}/build -G "${GENERATOR}" -DCMAKE_CXX_COMPILER=${COMPILER}
       -DCMAKE_BUILD_TYPE=${CONFIG} ${flags} ${ARGN})
endfunction()
