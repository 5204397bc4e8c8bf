# How a library of this project is made: its name, flags, include folders, and its place in the installation.

# ansatz_library(NAME SOURCES file... [PUBLIC target...] [PRIVATE target...] [BUILD_ONLY target...] [VECTORS] [APART])
# adds the library ansatz_NAME, for users ansatz::NAME, from files of the calling folder; without SOURCES, of headers alone.
#   PUBLIC      what its headers include
#   PRIVATE     what its sources call: users link it, too, as the library is static
#   BUILD_ONLY  what its sources include and nobody links: headers alone
#   VECTORS     its sources are compiled once an instruction set, by Highway
#   APART       it is no part of ansatz::ansatz: who wants it links it by name
function(ansatz_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "VECTORS;APART" "" "SOURCES;PUBLIC;PRIVATE;BUILD_ONLY")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "ansatz_library(${name}): what are ${arg_UNPARSED_ARGUMENTS}?")
  endif()
  set(target ansatz_${name})
  if(arg_SOURCES)
    add_library(${target} ${arg_SOURCES})
    target_include_directories(${target} PRIVATE ${ansatz_SOURCE_DIR}/src)
    target_link_libraries(${target} PUBLIC ansatz::headers ${arg_PUBLIC} PRIVATE $<BUILD_INTERFACE:ansatz_flags> ${arg_PRIVATE})
  else()
    add_library(${target} INTERFACE)
    target_link_libraries(${target} INTERFACE ansatz::headers ${arg_PUBLIC})
  endif()
  foreach(headers IN LISTS arg_BUILD_ONLY)
    target_link_libraries(${target} PRIVATE $<BUILD_INTERFACE:${headers}>)
  endforeach()
  if(arg_VECTORS)
    target_link_libraries(${target} PRIVATE $<BUILD_INTERFACE:ansatz_vectors> hwy)
  endif()
  add_library(ansatz::${name} ALIAS ${target})
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${name})
  set_property(GLOBAL APPEND PROPERTY ANSATZ_LIBRARIES ${target})
  if(NOT arg_APART)
    set_property(GLOBAL APPEND PROPERTY ANSATZ_BROUGHT ${target})
  endif()
endfunction()

# ansatz_codec(NAME ...), called in codecs/NAME with the arguments of ansatz_library: and its headers are <NAME/...>; models
# that lie in models/ are installed, and its sources know both folders as ANSATZ_SOURCE_MODELS and ANSATZ_INSTALLED_MODELS;
# where there is a NAME_coder.hpp, the registry links it.
function(ansatz_codec name)
  ansatz_library(${name} ${ARGN} PUBLIC ansatz::codecs)
  if(IS_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}/models)
    target_compile_definitions(ansatz_${name} PRIVATE
      ANSATZ_SOURCE_MODELS="${CMAKE_CURRENT_SOURCE_DIR}/models"
      ANSATZ_INSTALLED_MODELS="${CMAKE_INSTALL_FULL_DATADIR}/ansatz/${name}")
    if(ANSATZ_INSTALL)
      install(DIRECTORY models/ DESTINATION ${CMAKE_INSTALL_DATADIR}/ansatz/${name})
    endif()
  endif()
  if(EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/${name}_coder.hpp)
    set_property(GLOBAL APPEND PROPERTY ANSATZ_CODERS ansatz::${name})
  endif()
endfunction()
