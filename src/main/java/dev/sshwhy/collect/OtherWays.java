package dev.sshwhy.collect;

import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.OperatingSystem;
import dev.sshwhy.evidence.OtherWay;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ways in that ssh has beside keys and questions, where this machine has what they need. Many configurations switch
 * Kerberos on for everybody, Debian's among them: without a ticket ssh passes over it, and so does this.
 */
final class OtherWays {
    private static final String GSSAPI = "gssapi-with-mic";
    private static final String HOSTBASED = "hostbased";
    private static final String PUBLICKEY = "publickey";
    /** ssh_config(5), PreferredAuthentications: the default. */
    private static final List<String> USUAL_ORDER =
            List.of(GSSAPI, HOSTBASED, PUBLICKEY, "keyboard-interactive", "password");

    private static final Pattern CACHE = setting("default_ccache_name");
    private static final Pattern REALM = setting("default_realm");
    private static final Pattern KEYSIGN = Pattern.compile("(?im)^\\s*EnableSSHKeysign[\\s=\"]+(yes|true)\\b");

    private final Surroundings surroundings;
    private final LocalFiles files;
    private final String root;

    /** @param root a folder in place of / for the files of the system; empty for none */
    OtherWays(Surroundings surroundings, LocalFiles files, String root) {
        this.surroundings = surroundings;
        this.files = files;
        this.root = root;
    }

    /** What ssh would try with this configuration, of a server that offers everything. */
    List<OtherWay> of(Configuration configuration) {
        List<String> order = configuration
                .first("preferredauthentications")
                .map(it -> List.of(it.value().split(",", -1)))
                .orElse(USUAL_ORDER);
        List<OtherWay> ways = new ArrayList<>();
        if (configuration.isOn("gssapiauthentication", false)) {
            ticket().ifPresent(it -> add(ways, order, GSSAPI, "Kerberos (GSSAPIAuthentication yes), with " + it));
        }
        if (configuration.isOn("hostbasedauthentication", false)) {
            hostKey()
                    .ifPresent(it -> add(
                            ways, order, HOSTBASED, "this machine's own key " + it + " (HostbasedAuthentication yes)"));
        }
        if (!configuration.text("pubkeyauthentication", "yes").matches("(?i)no|false")) {
            library(configuration)
                    .ifPresent(it ->
                            add(ways, order, PUBLICKEY, "the keys on the token behind " + it + " (PKCS11Provider)"));
        }
        return ways;
    }

    private static void add(List<OtherWay> ways, List<String> order, String method, String what) {
        int place = order.indexOf(method);
        int keys = order.indexOf(PUBLICKEY);
        if (place >= 0) {
            ways.add(new OtherWay(method, what, keys < 0 || place <= keys));
        }
    }

    /** Where Kerberos may have a ticket (krb5.conf(5), default_ccache_name; kerberos(7), KRB5CCNAME). */
    private Optional<String> ticket() {
        String user =
                files.userId().isPresent() ? Integer.toString(files.userId().getAsInt()) : "";
        String keytab = surroundings
                .variable("KRB5_CLIENT_KTNAME")
                .map(it -> it.replaceFirst("^FILE:", ""))
                .orElse(root + "/var/lib/krb5/user/" + user + "/client.keytab");
        if (files.exists(keytab)) {
            return Optional.of("the keytab " + keytab);
        }
        Optional<String> named = surroundings.variable("KRB5CCNAME");
        if (named.isPresent()) {
            return cache(named.get(), "KRB5CCNAME", user);
        }
        OperatingSystem system = surroundings.operatingSystem();
        if (system == OperatingSystem.WINDOWS || system == OperatingSystem.MACOS) {
            return Optional.of("the tickets that the system keeps, where sshwhy cannot look");
        }
        String settings = kerberosSettings();
        Matcher configured = CACHE.matcher(settings);
        if (configured.find()) {
            // Fedora names a cache in memory on machines that never saw a realm.
            return REALM.matcher(settings).find() ? cache(configured.group(1), "krb5.conf", user) : Optional.empty();
        }
        return cache("/tmp/krb5cc_" + user, "", user);
    }

    private Optional<String> cache(String name, String namedBy, String user) {
        String path = name.replaceFirst("^(?i)(FILE|DIR|SCC):", "").replaceAll("%\\{(uid|euid|USERID)\\}", user);
        if (!path.startsWith("/")) {
            return Optional.of("a ticket that may lie in " + name + " (" + namedBy + "), where sshwhy cannot look");
        }
        String place = namedBy.isEmpty() ? root + path : path;
        return files.exists(place) ? Optional.of("the ticket in " + place) : Optional.empty();
    }

    private String kerberosSettings() {
        StringBuilder text = new StringBuilder();
        for (String it : surroundings
                .variable("KRB5_CONFIG")
                .orElse(root + "/etc/krb5.conf")
                .split(":", -1)) {
            text.append(text(it)).append('\n');
        }
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(Path.of(root + "/etc/krb5.conf.d"))) {
            parts.forEach(it -> text.append(text(it.toString())).append('\n'));
        } catch (IOException | DirectoryIteratorException e) {
            // Most machines have no such folder.
        }
        return text.toString();
    }

    /** A key of the machine that ssh-keysign would sign with (ssh-keysign(8)): only where the system's own config lets it. */
    private Optional<String> hostKey() {
        if (!KEYSIGN.matcher(text(root + "/etc/ssh/ssh_config")).find()) {
            return Optional.empty();
        }
        return List.of("ecdsa", "ed25519", "rsa").stream()
                .map(it -> root + "/etc/ssh/ssh_host_" + it + "_key.pub")
                .filter(files::exists)
                .findFirst();
    }

    /** The library that ssh would load keys from; where it is not there, ssh goes on without. */
    private Optional<String> library(Configuration configuration) {
        return configuration
                .first("pkcs11provider")
                .map(ConfigValue::value)
                .filter(it -> !it.equalsIgnoreCase("none") && !it.isEmpty())
                .filter(it -> !it.startsWith("/") || files.exists(it));
    }

    private String text(String path) {
        return files.read(path)
                .seen()
                .map(it -> new String(it.bytes(), StandardCharsets.ISO_8859_1))
                .orElse("");
    }

    private static Pattern setting(String name) {
        return Pattern.compile("(?m)^\\s*" + name + "\\s*=\\s*\"?(\\S+?)\"?\\s*$");
    }
}
