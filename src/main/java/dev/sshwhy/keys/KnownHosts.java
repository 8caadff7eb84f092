package dev.sshwhy.keys;

import dev.sshwhy.evidence.HostKey.Known;
import dev.sshwhy.evidence.PublicKey;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.keys.KnownHostsEntry.Marker;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Holds a server's key against known_hosts, as ssh does (OpenSSH hostfile.c, sshconnect.c check_host_key). */
public final class KnownHosts {
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
     * What ssh concludes about the key that a server showed.
     *
     * @param files in ssh's order: UserKnownHostsFile, then GlobalKnownHostsFile
     * @param names what to look for, in small letters: first the host ({@code host}, {@code [host]:port} unless the port is
     *     22, or the HostKeyAlias); then the address in the same form, when CheckHostIP asks for it
     * @param serverKey a certificate counts as the plain key in it: certificate authorities are not judged here
     */
    public static Lookup lookup(List<KnownHostsFile> files, List<String> names, PublicKey serverKey) {
        if (names.isEmpty()) {
            return new Lookup(Known.NO, List.of());
        }
        Lookup host = ofName(files, names.get(0), serverKey);
        if (host.known() == Known.NO) {
            // sshconnect.c: "checking without port identifier", where only a matching key counts
            Optional<Lookup> plain = withoutPort(names.get(0))
                    .map(it -> ofName(files, it, serverKey))
                    .filter(it -> it.known() == Known.YES);
            if (plain.isPresent()) {
                return plain.get();
            }
        }
        if (host.known() == Known.YES || host.known() == Known.NO) {
            for (String address : names.subList(1, names.size())) {
                Lookup other = ofName(files, address, serverKey);
                if (other.known() == Known.CHANGED) {
                    return new Lookup(Known.CHANGED, joined(other.lines(), host.lines()));
                }
            }
        }
        return host;
    }

    /**
     * The types of the keys that are known for a host, in the order of the lines. ssh asks the server for these first
     * (sshconnect2.c order_hostkeyalgs).
     */
    public static List<String> knownKeyTypes(List<KnownHostsFile> files, List<String> names) {
        if (names.isEmpty()) {
            return List.of();
        }
        List<KnownHostsEntry> entries = entries(files, names.get(0));
        Set<String> seen = new LinkedHashSet<>();
        List<String> types = new ArrayList<>();
        for (KnownHostsEntry entry : entries) {
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
    private static Lookup ofName(List<KnownHostsFile> files, String name, PublicKey key) {
        List<KnownHostsEntry> entries = entries(files, name);
        List<Span> all = entries.stream().map(KnownHostsEntry::at).toList();
        if (isRevoked(entries, key)) {
            return new Lookup(Known.REVOKED, joined(spans(entries, Marker.REVOKED, key), all));
        }
        List<Span> same = spans(entries, Marker.NONE, key);
        if (!same.isEmpty()) {
            return new Lookup(Known.YES, joined(same, all));
        }
        List<Span> others = entries.stream()
                .filter(it -> it.marker() == Marker.NONE)
                .map(KnownHostsEntry::at)
                .toList();
        if (others.isEmpty()) {
            return new Lookup(Known.NO, all);
        }
        Span offending = others.get(others.size() - 1); // the one that ssh names
        return new Lookup(Known.CHANGED, joined(List.of(offending), joined(others, all)));
    }

    private static List<KnownHostsEntry> entries(List<KnownHostsFile> files, String name) {
        return files.stream()
                .flatMap(it -> KnownHostsEntry.of(it, name).stream())
                .toList();
    }

    private static List<Span> spans(List<KnownHostsEntry> entries, Marker marker, PublicKey key) {
        return entries.stream()
                .filter(it -> it.marker() == marker && isSame(it.key(), key))
                .map(KnownHostsEntry::at)
                .toList();
    }

    private static boolean isRevoked(List<KnownHostsEntry> entries, PublicKey key) {
        return !spans(entries, Marker.REVOKED, key).isEmpty();
    }

    /** A certificate has its plain key's fingerprint. */
    private static boolean isSame(PublicKey known, PublicKey shown) {
        return known.fingerprint().equals(shown.fingerprint());
    }

    private static List<Span> joined(List<Span> first, List<Span> rest) {
        return Stream.concat(first.stream(), rest.stream()).distinct().toList();
    }

    private static Optional<String> withoutPort(String name) {
        int close = name.lastIndexOf("]:");
        boolean bracketed = name.startsWith("[") && close > 1 && close + 2 < name.length();
        boolean port = bracketed && name.substring(close + 2).chars().allMatch(it -> it >= '0' && it <= '9');
        return port ? Optional.of(name.substring(1, close)) : Optional.empty();
    }
}
