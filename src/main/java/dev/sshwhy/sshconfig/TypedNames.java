package dev.sshwhy.sshconfig;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Names that ssh refuses on its command line, lest a shell makes more of them (OpenSSH readconf.c ssh_valid_hostname and
 * ssh_valid_ruser). In a file they may stand.
 */
final class TypedNames {
    private static final String NOT_IN_USER = "'`\";&<>|(){}";
    private static final String NOT_IN_HOST = NOT_IN_USER + "$\\";

    private final SshRelease release;

    TypedNames(SshRelease release) {
        this.release = release;
    }

    /** Why ssh refuses this host, in words for a user; empty when it takes it. */
    Optional<String> faultOfHost(String host) {
        if (!checksSince(906)) {
            return Optional.empty();
        }
        if (host.startsWith("-")) {
            return Optional.of("ssh takes no host name that begins with a dash");
        }
        String refused = NOT_IN_HOST + (checksSince(1000) ? "," : "");
        return host.chars()
                .mapToObj(c -> (char) c)
                .filter(c -> c == ' ' || isControl(c) || refused.indexOf(c) >= 0)
                .findFirst()
                .map(c -> "ssh takes no host name with " + shown(c) + " in it");
    }

    /** The same for the user there. */
    Optional<String> faultOfUser(String user) {
        if (!checksSince(906)) {
            return Optional.empty();
        }
        for (int i = 0; i < user.length(); i++) {
            char c = user.charAt(i);
            // Behind a blank a dash would begin an option.
            if (c == '-' && (i == 0 || user.charAt(i - 1) == ' ')) {
                return Optional.of("ssh takes no user name in which a word begins with a dash");
            }
            boolean atEnd = c == '\\' && i + 1 == user.length();
            if (atEnd || isControl(c) || NOT_IN_USER.indexOf(c) >= 0) {
                return Optional.of("ssh takes no user name with " + shown(c) + (atEnd ? " at its end" : " in it"));
            }
        }
        return Optional.empty();
    }

    /** The same for the hops of a chain. */
    Optional<String> faultOfJump(Jump jump, Ports ports) {
        if (!checksSince(1003)) {
            return Optional.empty();
        }
        Stream<HostSpec> before = Stream.of(jump.before().split(",", -1))
                .flatMap(it -> Jump.parse(it, ports).flatMap(Jump::last).stream());
        return Stream.concat(before, jump.last().stream())
                .flatMap(it -> faultOfHost(it.host()).or(() -> it.user().flatMap(this::faultOfUser)).stream())
                .findFirst();
    }

    private static boolean isControl(char c) {
        return c < ' ' || c == 127;
    }

    private static String shown(char c) {
        return c == ' ' ? "a blank" : isControl(c) ? "a control character" : "\"" + c + "\"";
    }

    /** Debian and Ubuntu brought these checks to the older ssh of their releases. */
    private boolean checksSince(int number) {
        return release.isAtLeast(number) || release.vendor() == SshRelease.Vendor.DEBIAN;
    }
}
