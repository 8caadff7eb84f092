package dev.sshwhy.keys;

import dev.sshwhy.evidence.HostKey.Known;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.keys.KnownHostsEntry.Marker;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Holds a server's key against known_hosts, as ssh does (OpenSSH hostfile.c, sshconnect.c check_host_key). */
public final class KnownHosts {
    /** Stands for all of them: ssh prefers every kind of certificate where it knows an authority. */
    private static final String ANY_CERTIFICATE = "ssh-ed25519-cert-v01@openssh.com";

    private KnownHosts() {}

    /**
     * A known_hosts file.
     *
     * @param path absolute, as ssh would name it
     * @param text its content
     */
    public record KnownHostsFile(String path, String text) {}

    /**
     * What known_hosts says of a server's key.
     *
     * @param known ssh's conclusion
     * @param lines the lines that name the host, the deciding ones first
     */
    public record Lookup(Known known, List<Span> lines) {
        public Lookup {
            lines = List.copyOf(lines);
        }
    }

    /**
     * What the lines for one name say of a plain key.
     *
     * @param files in ssh's order: UserKnownHostsFile, then GlobalKnownHostsFile
     * @param name in small letters: {@code host}, {@code [host]:port} unless the port is 22, or the HostKeyAlias
     */
    public static Lookup lookup(List<KnownHostsFile> files, String name, PublicKey key) {
        return among(entries(files, name), key);
    }

    /**
     * The types of the keys that are known for a name, in the order of the lines, and a certificate type where an authority is
     * known. ssh asks the server for these first (sshconnect2.c order_hostkeyalgs).
     */
    public static List<String> knownKeyTypes(List<KnownHostsFile> files, String name) {
        List<KnownHostsEntry> entries = entries(files, name);
        Set<String> seen = new LinkedHashSet<>();
        List<String> types = new ArrayList<>();
        for (KnownHostsEntry entry : entries) {
            if (entry.marker() == Marker.CERT_AUTHORITY) {
                types.add(ANY_CERTIFICATE);
            }
            // only the first key of a type is looked at, and a revoked one does not count
            if (entry.marker() == Marker.NONE && seen.add(entry.key().type()) && !isRevoked(entries, entry.key())) {
                types.add(entry.key().type());
            }
        }
        return List.copyOf(types);
    }

    /** The ports at which plain lines know a host, {@code [host]:port}, in ascending order; hashed names cannot be read back. */
    public static List<Integer> knownPorts(List<KnownHostsFile> files, String host) {
        String start = "[" + host + "]:";
        Set<Integer> ports = new TreeSet<>();
        for (KnownHostsFile file : files) {
            String text = file.text();
            for (int at = text.indexOf(start); at >= 0; at = text.indexOf(start, at + 1)) {
                int from = at + start.length();
                int to = from;
                while (to < text.length() && to < from + 5 && Character.digit(text.charAt(to), 10) >= 0) {
                    to++;
                }
                boolean ends = to == text.length() || text.charAt(to) == ' ' || text.charAt(to) == ',';
                boolean begins = at == 0 || "\n,".indexOf(text.charAt(at - 1)) >= 0;
                if (begins && ends && to > from) {
                    ports.add(Integer.parseInt(text.substring(from, to)));
                }
            }
        }
        return List.copyOf(ports);
    }

    /** Hostfile.c check_hostkeys_by_key_or_type: any other key of the host, whatever its type, makes it a changed one. */
    static Lookup among(List<KnownHostsEntry> entries, PublicKey key) {
        List<Span> all = entries.stream().map(KnownHostsEntry::at).toList();
        if (isRevoked(entries, key)) {
            return new Lookup(Known.REVOKED, joined(revoking(entries, key), all));
        }
        List<Span> same = entries.stream()
                .filter(it -> it.marker() == Marker.NONE && it.key().isSameKeyAs(key))
                .map(KnownHostsEntry::at)
                .toList();
        if (!same.isEmpty()) {
            return new Lookup(Known.YES, joined(same, all));
        }
        List<Span> others = spans(entries, Marker.NONE);
        if (others.isEmpty()) {
            return new Lookup(Known.NO, all);
        }
        Span offending = others.get(others.size() - 1); // the one that ssh names
        return new Lookup(Known.CHANGED, joined(List.of(offending), joined(others, all)));
    }

    static List<KnownHostsEntry> entries(List<KnownHostsFile> files, String name) {
        return files.stream()
                .flatMap(it -> KnownHostsEntry.of(it, name).stream())
                .toList();
    }

    static List<Span> spans(List<KnownHostsEntry> entries, Marker marker) {
        return entries.stream()
                .filter(it -> it.marker() == marker)
                .map(KnownHostsEntry::at)
                .toList();
    }

    /** The lines that revoke a key; there the plain key counts, also where the line has a certificate. */
    private static List<Span> revoking(List<KnownHostsEntry> entries, PublicKey key) {
        return entries.stream()
                .filter(it ->
                        it.marker() == Marker.REVOKED && it.key().fingerprint().equals(key.fingerprint()))
                .map(KnownHostsEntry::at)
                .toList();
    }

    private static boolean isRevoked(List<KnownHostsEntry> entries, PublicKey key) {
        return !revoking(entries, key).isEmpty();
    }

    static List<Span> joined(List<Span> first, List<Span> rest) {
        return Stream.concat(first.stream(), rest.stream()).distinct().toList();
    }
}
