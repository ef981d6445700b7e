# The wasm modules: src/bindings/module.cpp on the float library, once for one thread and once for several. Their glue finds the .wasm
# by its own name, so the files are called simd.mjs, simd.wasm, ... from the start. All four lie in one folder.

# The version is written once, in package.json.
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/package.json")
file(READ package.json package)
string(JSON version GET "${package}" version)
# The memory of modules with threads is written once, where documents are checked against it.
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS src/experiment/memory.h)
file(STRINGS src/experiment/memory.h memory_line REGEX "kModuleMegabytes = ")
string(REGEX MATCH "[0-9]+" memory_megabytes "${memory_line}")

function(add_downhill_module target name)
  add_executable(${target} src/bindings/module.cpp)
  set_target_properties(${target} PROPERTIES OUTPUT_NAME "${name}" SUFFIX ".mjs")
  set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}/build/modules")
  target_link_libraries(${target} PRIVATE downhill_float)
  # It hands on and calculates nothing.
  target_compile_options(${target} PRIVATE -Oz)
  target_compile_definitions(${target} PRIVATE DOWNHILL_VERSION="${version}" EMSCRIPTEN_HAS_UNBOUND_TYPE_NAMES=0)
  target_link_options(
    ${target}
    PRIVATE
      -lembind
      # A factory in an ES module: each worker makes its own instance, and a crashed one can be replaced.
      -sMODULARIZE
      -sEXPORT_ES6
      # The page's content security policy forbids eval and new Function.
      -sDYNAMIC_EXECUTION=0
      # Eigen's products keep up to 128 KiB of blocks on the stack; the default of 64 KiB crashes.
      -sSTACK_SIZE=1MB
      # The module reads no file: everything comes in as text.
      -sFILESYSTEM=0
      # The page, its worker, and Node for the command line; no shell.
      -sENVIRONMENT=web,worker,node
      # Which function is which, for `npm run bench -- --size`: a file beside the module, which itself stays as it is.
      --emit-symbol-map
      # Only what the module calls: neither OpenGL nor audio is linked (and compiled) just in case.
      -sAUTO_NATIVE_LIBRARIES=0
      # No main: the module waits for calls.
      --no-entry)
endfunction()

if(DOWNHILL_RELAXED)
  set(module relaxed)
else()
  set(module simd)
endif()

add_downhill_module(downhill_module ${module})
target_link_options(
  downhill_module
  PRIVATE
    # Not shared, so growth is cheap: begin small, take what the experiment needs.
    -sALLOW_MEMORY_GROWTH=1)
if(NOT DOWNHILL_RELAXED)
  # The types are the same for all four. Emscripten runs the module to learn them, and Node 20 runs this one as it is.
  target_link_options(downhill_module PRIVATE --emit-tsd simd.d.ts)
endif()

add_downhill_module(downhill_module_threads ${module}-threads)
downhill_use_threads(downhill_module_threads)
target_link_options(
  downhill_module_threads
  PRIVATE
    # Fixed: growing shared memory makes every access from JavaScript slow (WebAssembly/design#1271).
    -sINITIAL_MEMORY=${memory_megabytes}MB
    -sALLOW_MEMORY_GROWTH=0
    # What does not fit is refused with a sentence: malloc gives null, and new throws.
    -sABORTING_MALLOC=0
    # Threads cannot start while the trainer runs: they are made before, as many as the loader asked for.
    "-sPTHREAD_POOL_SIZE=Math.max(0,(Module.threads||1)-1)"
    # The loader ends the threads of a module it drops: PThread.terminateAllThreads().
    -sEXPORTED_RUNTIME_METHODS=PThread
    # Worker threads run the same products as the main one.
    -sDEFAULT_PTHREAD_STACK_SIZE=1MB)

add_custom_target(downhill_modules DEPENDS downhill_module downhill_module_threads)

# What the trainer declares is written once, by a program that goes no further than this build: of the same objects, and linked
# without optimising it. It is the same for all modules.
if(NOT DOWNHILL_RELAXED)
  add_executable(downhill_catalog src/bindings/catalog_program.cpp)
  target_link_libraries(downhill_catalog PRIVATE downhill_float)
  target_link_options(downhill_catalog PRIVATE -O1 -sFILESYSTEM=0 -sENVIRONMENT=node -sAUTO_NATIVE_LIBRARIES=0 -sSTACK_SIZE=1MB
                      -sALLOW_MEMORY_GROWTH)
  set(catalog "${CMAKE_CURRENT_SOURCE_DIR}/build/modules/catalog.json")
  add_custom_command(
    OUTPUT "${catalog}"
    COMMAND downhill_catalog > "${catalog}"
    DEPENDS downhill_catalog)
  add_custom_target(downhill_catalog_file DEPENDS "${catalog}")
  add_dependencies(downhill_modules downhill_catalog_file)
endif()
