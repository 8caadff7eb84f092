package dev.sshwhy.report.redaction;

import java.util.Locale;
import java.util.Set;

/** What the values of an option of ssh_config(5) are. */
final class ConfigKinds {
    private static final Set<String> HOSTS = Set.of(
            "host",
            "hostname",
            "hostkeyalias",
            "proxyjump",
            "canonicaldomains",
            "canonicalizepermittedcnames",
            "match");
    private static final Set<String> PATHS = Set.of(
            "identityfile",
            "certificatefile",
            "userknownhostsfile",
            "globalknownhostsfile",
            "controlpath",
            "identityagent",
            "include",
            "revokedhostkeys",
            "pkcs11provider",
            "securitykeyprovider",
            "xauthlocation");
    private static final Set<String> SECRETS =
            Set.of("setenv", "proxycommand", "localcommand", "remotecommand", "knownhostscommand");

    private ConfigKinds() {}

    static Kind of(String option) {
        String name = option.toLowerCase(Locale.ROOT);
        if (HOSTS.contains(name)) {
            return Kind.HOST;
        }
        if (PATHS.contains(name)) {
            return Kind.PATH;
        }
        if (name.equals("user")) {
            return Kind.USER;
        }
        return name.equals("setenv") ? Kind.TOKEN : Kind.TEXT;
    }

    /** Whether nobody but its owner needs to see any word of its value. */
    static boolean isSecret(String option) {
        return SECRETS.contains(option.toLowerCase(Locale.ROOT));
    }
}
