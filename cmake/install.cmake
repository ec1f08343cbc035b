# Where things go. With -DCMAKE_INSTALL_PREFIX=/usr this is what Debian expects of a package, with the default /usr/local
# what it expects of an administrator; the configuration is in /etc for both, because the programs look there.
include(GNUInstallDirs)
if(CMAKE_INSTALL_PREFIX MATCHES "^/usr(/local)?$")
  set(CW_SYSCONF_DIR /etc)
else()
  set(CW_SYSCONF_DIR ${CMAKE_INSTALL_FULL_SYSCONFDIR})
endif()
set(CW_CONF_DIR ${CW_SYSCONF_DIR}/claimwatch)
set(CW_LIB_DIR ${CMAKE_INSTALL_PREFIX}/lib)       # systemd's and ours are never multiarch
set(CW_ROOT_DIR ${CW_LIB_DIR}/claimwatch/root)    # the empty root that the unit fills with binds

configure_file(systemd/claimwatchd.service.in ${PROJECT_BINARY_DIR}/claimwatchd.service @ONLY)

foreach(program claimwatch:${CMAKE_INSTALL_BINDIR} claimwatchd:${CMAKE_INSTALL_SBINDIR})
  string(REPLACE ":" ";" pair ${program})
  list(GET pair 0 name)
  list(GET pair 1 folder)
  if(TARGET ${name})
    install(TARGETS ${name} RUNTIME DESTINATION ${folder})
  endif()
endforeach()

install(FILES ${PROJECT_BINARY_DIR}/claimwatchd.service DESTINATION ${CW_LIB_DIR}/systemd/system)
install(FILES systemd/claimwatch.socket DESTINATION ${CW_LIB_DIR}/systemd/system)
install(FILES systemd/claimwatch.sysusers.conf DESTINATION ${CW_LIB_DIR}/sysusers.d RENAME claimwatch.conf)
install(FILES systemd/claimwatch.tmpfiles.conf DESTINATION ${CW_LIB_DIR}/tmpfiles.d RENAME claimwatch.conf)
install(FILES systemd/claimwatch.logrotate DESTINATION ${CW_SYSCONF_DIR}/logrotate.d RENAME claimwatch)
install(DIRECTORY DESTINATION ${CW_ROOT_DIR})
install(DIRECTORY DESTINATION ${CW_LIB_DIR}/claimwatch/plugins)
install(FILES plugins/plugin.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/claimwatch)
install(DIRECTORY DESTINATION ${CW_CONF_DIR}/conf.d)
install(DIRECTORY config/baselines DESTINATION ${CW_CONF_DIR})

# A configuration that somebody edited is never overwritten; the new one is put beside it.
install(CODE "
  set(file \"\$ENV{DESTDIR}${CW_CONF_DIR}/claimwatch.toml\")
  if(EXISTS \"\${file}\")
    message(STATUS \"Kept: \${file}; the one that comes with this version is claimwatch.toml.new\")
    file(INSTALL DESTINATION \"${CW_CONF_DIR}\" TYPE FILE RENAME claimwatch.toml.new FILES \"${PROJECT_SOURCE_DIR}/config/claimwatch.toml\")
  else()
    file(INSTALL DESTINATION \"${CW_CONF_DIR}\" TYPE FILE FILES \"${PROJECT_SOURCE_DIR}/config/claimwatch.toml\")
  endif()
")

# Manual pages are kept compressed, as Debian's policy has it; the same bytes each time (no name, no time).
find_program(GZIP gzip REQUIRED)
foreach(page claimwatch.1 claimwatchd.8 claimwatch.toml.5 claimwatch-plugins.7)
  string(REGEX REPLACE ".*\\." "" section ${page})
  set(packed ${PROJECT_BINARY_DIR}/man/${page}.gz)
  file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/man)
  install(CODE "execute_process(COMMAND ${GZIP} -9nc INPUT_FILE ${PROJECT_SOURCE_DIR}/docs/${page} OUTPUT_FILE ${packed}
                                COMMAND_ERROR_IS_FATAL ANY)")
  install(FILES ${packed} DESTINATION ${CMAKE_INSTALL_MANDIR}/man${section})
endforeach()
install(FILES README.md docs/claims.md docs/design.md docs/plugins.md docs/extraction.md docs/fetching.md docs/figures.md docs/store.md docs/alert-1.schema.json tests/proof/verify_proof.py DESTINATION ${CMAKE_INSTALL_DOCDIR} OPTIONAL)
