package dev.sshwhy.sshconfig;

import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.sshconfig.SshRelease.Vendor;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The values that ssh uses for options that nothing has set, as {@code ssh -G} prints them (OpenSSH readconf.c
 * fill_default_options and dump_client_config). Measured with the releases 8.0 to 10.5; an older one is taken for 8.0.
 */
public final class Defaults {
    private static final Set<Vendor> ALL = Set.of(Vendor.values());

    /** In the order in which ssh prints them; releases count as {@link SshRelease#number} does. */
    private static final List<Row> ROWS = List.of(
            // 9.2 began to print the host as typed.
            row("host", Tokens::originalHost).since(902),
            row("user", it -> it.local().user()),
            // Whatever changes the name on the way, tokens or case, is told as a decided value.
            row("hostname", Tokens::originalHost),
            row("port", "22"),
            row("addkeystoagent", "false").before(804),
            row("addressfamily", "any"),
            row("batchmode", "no"),
            row("canonicalizefallbacklocal", "yes"),
            row("canonicalizehostname", "false"),
            row("challengeresponseauthentication", "yes").before(807),
            // 8.5 stopped to look the address up.
            row("checkhostip", "yes").before(805),
            row("checkhostip", "no").since(805),
            row("compression", "no"),
            row("controlmaster", "false"),
            row("enablesshkeysign", "no"),
            row("clearallforwardings", "no"),
            row("exitonforwardfailure", "no"),
            row("fingerprinthash", "SHA256"),
            row("forwardagent", "no").before(802),
            row("forwardx11", "no"),
            row("forwardx11trusted", "yes").only(Vendor.DEBIAN),
            row("forwardx11trusted", "no").except(Vendor.DEBIAN),
            row("gatewayports", "no"),
            row("gssapiauthentication", "no"),
            // Others carry the key exchange patch too, but only Debian's has been looked at.
            row("gssapikeyexchange", "no").only(Vendor.DEBIAN),
            row("gssapidelegatecredentials", "no"),
            row("gssapitrustdns", "no").only(Vendor.DEBIAN),
            row("gssapirenewalforcesrekey", "no").only(Vendor.DEBIAN),
            row(
                            "gssapikexalgorithms",
                            "gss-group14-sha256-,gss-group16-sha512-,gss-nistp256-sha256-,gss-curve25519-sha256-"
                                    + ",gss-group14-sha1-,gss-gex-sha1-")
                    .only(Vendor.DEBIAN),
            row("hashknownhosts", "no"),
            row("hostbasedauthentication", "no"),
            row("identitiesonly", "no"),
            row("kbdinteractiveauthentication", "yes"),
            row("nohostauthenticationforlocalhost", "no"),
            // Seen in Apple's 9.9, and not in an earlier one.
            row("nohostauthenticationforproxycommand", "no").only(Vendor.APPLE).since(909),
            row("passwordauthentication", "yes"),
            row("permitlocalcommand", "no"),
            row("proxyusefdpass", "no"),
            // 8.9 gave it more values than two (unbound, host-bound), which are spelled the other way.
            row("pubkeyauthentication", "yes").before(809),
            row("pubkeyauthentication", "true").since(809),
            row("requesttty", "auto"),
            row("sessiontype", "default").since(807),
            row("stdinnull", "no").since(807),
            row("forkafterauthentication", "no").since(807),
            row("streamlocalbindunlink", "no"),
            row("stricthostkeychecking", "ask"),
            row("tcpkeepalive", "yes"),
            row("tunnel", "false"),
            row("verifyhostkeydns", "false"),
            row("visualhostkey", "no"),
            // From 8.5 on; with other known_hosts files it is off again, which the resolver tells.
            row("updatehostkeys", "false").before(805),
            row("updatehostkeys", "true").since(805),
            row("enableescapecommandline", "no").since(902),
            row("warnweakcrypto", "yes").since(1001),
            row("applemultipath", "no").only(Vendor.APPLE).since(903),
            row("canonicalizemaxdots", "1"),
            row("connectionattempts", "1"),
            row("forwardx11timeout", "1200"),
            row("numberofpasswordprompts", "3"),
            row("serveralivecountmax", "3"),
            // Debian's 300 with BatchMode follows from that line, so the resolver tells it.
            row("serveraliveinterval", "0"),
            row("requiredrsasize", "1024").since(901),
            row("obscurekeystroketiming", "yes").since(905),
            algorithms("ciphers"),
            algorithms("hostkeyalgorithms"),
            algorithms("hostbasedacceptedalgorithms"),
            algorithms("kexalgorithms"),
            algorithms("casignaturealgorithms"),
            row("loglevel", "INFO"),
            algorithms("macs"),
            // 8.2 brought security keys. Windows has had them built in since 8.9, Apple has not.
            row("securitykeyprovider", "$SSH_SK_PROVIDER").only(Vendor.APPLE).since(802),
            row("securitykeyprovider", "$SSH_SK_PROVIDER")
                    .only(Vendor.WINDOWS)
                    .since(802)
                    .before(809),
            row("securitykeyprovider", "internal").only(Vendor.WINDOWS).since(809),
            row("securitykeyprovider", "internal")
                    .except(Vendor.APPLE, Vendor.WINDOWS)
                    .since(802),
            algorithms("pubkeyacceptedalgorithms"),
            row("xauthlocation", "/usr/X11R6/bin/xauth").only(Vendor.APPLE),
            row("xauthlocation", "__PROGRAMDATA__\\ssh/bin/xauth").only(Vendor.WINDOWS),
            row("xauthlocation", "/usr/bin/xauth").except(Vendor.APPLE, Vendor.WINDOWS),
            identities(),
            // 8.7 began to say "none" for an empty list.
            row("canonicaldomains", "").before(807),
            row("canonicaldomains", "none").since(807),
            row("globalknownhostsfile", Defaults::globalKnownHosts),
            // 8.4 began to expand them first.
            row("userknownhostsfile", "~/.ssh/known_hosts ~/.ssh/known_hosts2").before(804),
            row("userknownhostsfile", Defaults::userKnownHosts).since(804),
            // 10.3 made it a list.
            row("revokedhostkeys", "none").since(1003),
            row("logverbose", "").since(805).before(807),
            row("logverbose", "none").since(807),
            row("channeltimeout", "none").since(906),
            row("permitremoteopen", "any").since(805),
            row("addkeystoagent", "false").since(804),
            row("forwardagent", "no").since(802),
            row("connecttimeout", "none"),
            row("tunneldevice", "any:any"),
            row("canonicalizepermittedcnames", "none").since(808),
            row("controlpersist", "no"),
            row("escapechar", "~"),
            // Debian kept the values from before 7.8 until 10.1 changed them once more.
            row("ipqos", "lowdelay throughput").only(Vendor.DEBIAN).before(1001),
            row("ipqos", "af21 cs1").except(Vendor.DEBIAN).before(1001),
            row("ipqos", "ef cs0").since(1001),
            row("rekeylimit", "0 0"),
            row("streamlocalbindmask", "0177"),
            row("syslogfacility", "USER"));

    /**
     * A default.
     *
     * @param since the first release that prints it
     * @param before the first one that does not any more
     * @param vendors whose ssh prints it
     */
    private record Row(
            String option, Function<Tokens, List<String>> values, int since, int before, Set<Vendor> vendors) {
        private Row {
            vendors = Set.copyOf(vendors);
        }

        Row since(int release) {
            return new Row(option, values, release, before, vendors);
        }

        Row before(int release) {
            return new Row(option, values, since, release, vendors);
        }

        Row only(Vendor vendor) {
            return new Row(option, values, since, before, Set.of(vendor));
        }

        Row except(Vendor... others) {
            Set<Vendor> rest = EnumSet.allOf(Vendor.class);
            rest.removeAll(List.of(others));
            return new Row(option, values, since, before, rest);
        }

        boolean isPrintedBy(SshRelease release) {
            return vendors.contains(release.vendor()) && release.isAtLeast(since) && !release.isAtLeast(before);
        }
    }

    private Defaults() {}

    /**
     * The default of every option that ssh prints and that nothing has set.
     *
     * @param decided what files and the command line set; an option that it holds is left out, even with an empty list
     * @param local whose ssh it is
     * @param tokens what {@code ~} and {@code %h} stand for with this configuration
     * @return option, by the name that {@link Configuration} has for it however old the ssh → its values, in the order
     *     in which ssh prints them; only {@code identityfile} has more than one
     */
    public static Map<String, List<String>> of(Configuration decided, LocalSide local, Tokens tokens) {
        Map<String, List<String>> defaults = new LinkedHashMap<>();
        for (Row row : ROWS) {
            if (row.isPrintedBy(local.release()) && !decided.options().containsKey(row.option())) {
                List<String> twice =
                        defaults.putIfAbsent(row.option(), row.values().apply(tokens));
                if (twice != null) {
                    throw new IllegalStateException("two defaults for " + row.option());
                }
            }
        }
        return Collections.unmodifiableMap(defaults);
    }

    private static Row row(String option, String value) {
        return row(option, tokens -> value);
    }

    private static Row row(String option, Function<Tokens, String> value) {
        return new Row(option, value.andThen(List::of), 0, Integer.MAX_VALUE, ALL);
    }

    private static Row algorithms(String option) {
        return row(option, tokens -> {
            // The usual list, and nothing taken away from it.
            return Algorithms.of(tokens.local().release())
                    .assembled(option, "-")
                    .orElse("");
        });
    }

    private static Row identities() {
        Function<Tokens, List<String>> files =
                tokens -> IdentityNames.of(tokens.local().release()).stream()
                        .map(it -> "~/.ssh/" + it)
                        .toList();
        return new Row("identityfile", files, 0, Integer.MAX_VALUE, ALL);
    }

    private static String userKnownHosts(Tokens tokens) {
        return tokens.path("~/.ssh/known_hosts").orElse("") + " "
                + tokens.path("~/.ssh/known_hosts2").orElse("");
    }

    /** They stand beside the system-wide configuration; Windows keeps its folder's name for later. */
    private static String globalKnownHosts(Tokens tokens) {
        LocalSide local = tokens.local();
        String config = local.systemConfig().orElse("/etc/ssh/ssh_config");
        String folder = local.release().vendor() == Vendor.WINDOWS
                ? "__PROGRAMDATA__\\ssh"
                : config.substring(0, Math.max(0, config.lastIndexOf('/')));
        return folder + "/ssh_known_hosts " + folder + "/ssh_known_hosts2";
    }
}
