# Every library we use, by its Debian 12 package; DESIGN's table names the door of each.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(fmt REQUIRED)               # libfmt-dev
find_package(spdlog REQUIRED)            # libspdlog-dev
find_package(ICU REQUIRED i18n uc)       # libicu-dev
find_package(CURL REQUIRED)              # libcurl4-openssl-dev
find_package(OpenSSL REQUIRED)           # libssl-dev
find_package(ZLIB REQUIRED)              # zlib1g-dev
find_package(date REQUIRED)              # libhowardhinnant-date-dev
find_package(nlohmann_json REQUIRED)     # nlohmann-json3-dev
find_package(tomlplusplus REQUIRED)      # libtomlplusplus-dev
find_package(RocksDB REQUIRED)           # librocksdb-dev
find_package(CLI11 REQUIRED)             # libcli11-dev
pkg_check_modules(uchardet REQUIRED IMPORTED_TARGET uchardet)         # libuchardet-dev
pkg_check_modules(psl REQUIRED IMPORTED_TARGET libpsl)                # libpsl-dev
pkg_check_modules(gumbo REQUIRED IMPORTED_TARGET gumbo)               # libgumbo-dev
pkg_check_modules(brotli REQUIRED IMPORTED_TARGET libbrotlidec)       # libbrotli-dev
pkg_check_modules(libzstd REQUIRED IMPORTED_TARGET libzstd)           # libzstd-dev
pkg_check_modules(systemd REQUIRED IMPORTED_TARGET libsystemd)        # libsystemd-dev
pkg_check_modules(seccomp REQUIRED IMPORTED_TARGET libseccomp)        # libseccomp-dev
pkg_check_modules(microhttpd REQUIRED IMPORTED_TARGET libmicrohttpd)  # libmicrohttpd-dev

# Without CMake or pkg-config files of their own.
function(cw_plain_library name header library)
  string(MAKE_C_IDENTIFIER ${name} id)
  find_path(${id}_INCLUDE ${header} REQUIRED)
  find_library(${id}_LIBRARY ${library} REQUIRED)
  add_library(${name} UNKNOWN IMPORTED GLOBAL)
  set_target_properties(${name} PROPERTIES IMPORTED_LOCATION ${${id}_LIBRARY} INTERFACE_INCLUDE_DIRECTORIES ${${id}_INCLUDE})
endfunction()
cw_plain_library(cld2::cld2 cld2/public/compact_lang_det.h cld2)  # libcld2-dev
cw_plain_library(stemmer::stemmer libstemmer.h stemmer)           # libstemmer-dev
find_path(DTL_INCLUDE dtl/dtl.hpp REQUIRED)                       # libdtl-dev, header only
