package dev.gildong.autoscale;

/**
 * What there is on this host.
 *
 * @param haproxy who sends requests to instances
 * @param instances who starts and stops them
 * @param client who asks them
 */
record Site(HaproxyRuntime haproxy, InstanceProvider instances, InstanceClient client) {}
