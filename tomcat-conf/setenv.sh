# Sourced by catalina.sh, from $CATALINA_BASE/bin/. Set there what belongs to this machine, before or below:
#   JAVA_HOME                    the Java to run on: 17 or later
#   CATALINA_OPTS                memory, and the properties that server.xml names, as in
#                                CATALINA_OPTS="-Xmx1g -Dgildong.tomcat.port=9080"
#   GILDONG_DATABASE_PASSWORD    and other settings: each key has its name in the environment

# Virtual threads from Java 21 on; Tomcat refuses to start with them on an older one.
gildong_java="${JRE_HOME:-${JAVA_HOME:-}}"
gildong_java="${gildong_java:+$gildong_java/bin/}java"
gildong_version=$("$gildong_java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1)
if [ "${gildong_version:-0}" -ge 21 ]; then
  CATALINA_OPTS="-Dgildong.tomcat.virtual-threads=true ${CATALINA_OPTS:-}"
fi
unset gildong_java gildong_version

# Calls to other servers: Java's HTTP client goes to the address that was checked and must be told the host. It reads
# these with its first use in the process, which may be another application's. Unused connections go after 30 s.
CATALINA_OPTS="-Djdk.httpclient.keepalive.timeout=30 ${CATALINA_OPTS:-}"
CATALINA_OPTS="-Djdk.httpclient.allowRestrictedHeaders=host $CATALINA_OPTS"

# Out of memory: stop, so that a supervisor starts a fresh process.
CATALINA_OPTS="-XX:+ExitOnOutOfMemoryError ${CATALINA_OPTS:-}"
export CATALINA_OPTS
