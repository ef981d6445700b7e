# The same tests natively and as wasm in Node, for float and for double.
file(GLOB_RECURSE test_sources CONFIGURE_DEPENDS tests/cpp/*.cpp)
if(NOT test_sources)
  return()
endif()
enable_testing()

set(INSTALL_GTEST OFF)
if(EMSCRIPTEN)
  # GoogleTest asks CMake for threads, and CMake links a program to know: for that Emscripten would compile its libraries
  # once more, for programs without optimisation, in a minute and a half.
  set(CMAKE_HAVE_LIBC_PTHREAD TRUE)
endif()
# The two ends: as wasm the tests of fixed SIMD run on one thread, those of relaxed SIMD on several.
if(EMSCRIPTEN AND NOT DOWNHILL_RELAXED)
  set(tests_on_one_thread ON)
  set(gtest_disable_pthreads ON)
endif()
add_subdirectory("${DOWNHILL_DEPENDENCIES}/googletest" googletest EXCLUDE_FROM_ALL SYSTEM)
# Its sources are one file each already.
set_target_properties(gtest gmock PROPERTIES UNITY_BUILD OFF)
# To optimise takes longer than to run, and what undefined behaviour is looked for in is the library.
set(options_of_tests -O0 $<$<CONFIG:Debug>:-fno-sanitize=undefined>)
foreach(target gtest gmock)
  target_compile_options(${target} PRIVATE ${options_of_tests})
endforeach()
if(EMSCRIPTEN)
  # Their glue is CommonJS, and the package's own type is "module".
  file(WRITE "${CMAKE_BINARY_DIR}/package.json" "{\"type\": \"commonjs\"}\n")
  # GoogleTest must speak the same exceptions and threads as the library it is linked with.
  foreach(target gtest gmock)
    target_compile_options(${target} PUBLIC -fwasm-exceptions -fno-rtti -pthread)
  endforeach()
endif()

# Natively the readers of documents tell every piece of code they run through, for the test that counts their work.
set(readers src/experiment/json.cpp src/experiment/parser.cpp src/experiment/reader.cpp src/experiment/suggestion.cpp)
if(NOT EMSCRIPTEN)
  set_source_files_properties(${readers} PROPERTIES COMPILE_OPTIONS -fsanitize-coverage=trace-pc SKIP_UNITY_BUILD_INCLUSION ON)
endif()

foreach(scalar float double)
  set(test downhill_tests_${scalar})
  add_executable(${test} EXCLUDE_FROM_ALL ${test_sources})
  target_include_directories(${test} PRIVATE tests/cpp)
  # tests/golden is read from the source tree; DOWNHILL_GOLDEN_DIR in the environment names another folder.
  target_compile_definitions(${test} PRIVATE DOWNHILL_SOURCE_DIR="${CMAKE_CURRENT_SOURCE_DIR}")
  if(NOT EMSCRIPTEN)
    target_compile_definitions(${test} PRIVATE DOWNHILL_COUNTS_WORK)
  endif()
  target_link_libraries(${test} PRIVATE downhill_${scalar} GTest::gmock GTest::gtest)
  # What is tested is compiled as it is shipped: the library is linked before the tests, so that of templates that both have
  # made the library's stay.
  target_compile_options(${test} PRIVATE ${options_of_tests})
  target_link_options(
    ${test} PRIVATE "LINKER:--whole-archive" "$<TARGET_FILE:downhill_${scalar}>" "LINKER:--no-whole-archive")
  if(NOT tests_on_one_thread)
    downhill_use_threads(${test})
  endif()
  if(EMSCRIPTEN)
    target_link_options(
      ${test}
      PRIVATE
        # The code is compiled as it is shipped; optimising the linked whole once more takes a minute, for a run of seconds.
        -O1
        # The golden files are on the machine's disk.
        -sNODERAWFS
        -sENVIRONMENT=node
        # Node ends with the exit code of the tests.
        -sEXIT_RUNTIME
        -sAUTO_NATIVE_LIBRARIES=0
        # As in the module, and GoogleTest's own frames.
        -sSTACK_SIZE=2MB)
    if(tests_on_one_thread)
      target_link_options(${test} PRIVATE -sALLOW_MEMORY_GROWTH)
    else()
      target_link_options(${test} PRIVATE -sINITIAL_MEMORY=512MB -sPTHREAD_POOL_SIZE=8 -sDEFAULT_PTHREAD_STACK_SIZE=1MB)
    endif()
  endif()
  add_test(NAME ${test} COMMAND ${test})
endforeach()
