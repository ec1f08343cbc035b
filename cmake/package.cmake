# claimwatch_<version>_<arch>.deb by cpack, for a build configured with -DCMAKE_INSTALL_PREFIX=/usr:
#
#   cmake -G Ninja -S . -B build-package -DCMAKE_BUILD_TYPE=Release -DCMAKE_INSTALL_PREFIX=/usr -DCW_TESTS=OFF
#   ninja -C build-package package
#
# What it depends on is read from the programs themselves (dpkg-shlibdeps). The maintainer scripts are in cmake/debian.
if(NOT CMAKE_INSTALL_PREFIX STREQUAL /usr)
  return()
endif()

# Debian wants these compressed, and the completions are made by the program that they complete.
set(package_files ${PROJECT_BINARY_DIR}/package)
configure_file(cmake/debian/copyright ${package_files}/copyright COPYONLY)
install(CODE "
  execute_process(COMMAND ${GZIP} -9nc INPUT_FILE ${PROJECT_SOURCE_DIR}/cmake/debian/changelog
                  OUTPUT_FILE ${package_files}/changelog.gz COMMAND_ERROR_IS_FATAL ANY)
  foreach(shell bash zsh fish)
    execute_process(COMMAND ${PROJECT_BINARY_DIR}/claimwatch completion \${shell}
                    OUTPUT_FILE ${package_files}/\${shell} COMMAND_ERROR_IS_FATAL ANY)
  endforeach()
")
install(FILES ${package_files}/changelog.gz ${package_files}/copyright DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/claimwatch)
install(FILES ${package_files}/bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME claimwatch)
install(FILES ${package_files}/zsh DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions RENAME _claimwatch)
install(FILES ${package_files}/fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d RENAME claimwatch.fish)

set(CPACK_GENERATOR DEB)
set(CPACK_SET_DESTDIR ON)
set(CPACK_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE
                                                WORLD_READ WORLD_EXECUTE)
set(CPACK_PACKAGE_CONTACT "claimwatch maintainers <maintainers@claimwatch.org>")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION news)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Not linked, but needed: the trusted certificates, the zone names, the list of public suffixes.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "ca-certificates, tzdata, publicsuffix")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "logrotate")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "watch news sources for new claims and changed figures")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
    "Fetches news feeds and articles politely, keeps every version with its
evidence, and compares each with a baseline document and with the article's
own past. New claims, changed figures, altered quotes and silent edits become
alerts: JSON lines, the journal, mail, a webhook, a command or an Atom feed.
Stored versions are queried on the command line.")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
    ${PROJECT_SOURCE_DIR}/cmake/debian/conffiles ${PROJECT_SOURCE_DIR}/cmake/debian/postinst
    ${PROJECT_SOURCE_DIR}/cmake/debian/prerm ${PROJECT_SOURCE_DIR}/cmake/debian/postrm)
include(CPack)
