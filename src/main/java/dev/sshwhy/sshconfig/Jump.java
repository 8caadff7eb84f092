package dev.sshwhy.sshconfig;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A chain of jump hosts (ssh_config(5), ProxyJump).
 *
 * @param last the hop next to the target; empty for "none"
 * @param before the hops before it, as written; empty when there are none
 */
record Jump(Optional<HostSpec> last, String before) {
    /** Reads a chain (OpenSSH parse_jump); empty when one of its hops is wrong. */
    static Optional<Jump> parse(String text, Ports ports) {
        if (text.equalsIgnoreCase("none")) {
            return Optional.of(new Jump(Optional.empty(), ""));
        }
        // parse_jump cuts at a comment, and (by way of rtrim) at the first blank.
        int end = 0;
        while (end < text.length() && text.charAt(end) != '#' && (end == 0 || text.charAt(end) > ' ')) {
            end++;
        }
        List<HostSpec> hops = new ArrayList<>();
        int at = 0;
        while (at <= end) {
            int comma = text.indexOf(',', at);
            int stop = comma < 0 || comma >= end ? end : comma;
            String hop = text.substring(at, stop);
            Optional<HostSpec> spec = HostSpec.isUri(hop) ? HostSpec.parseUri(hop, ports) : HostSpec.parse(hop, ports);
            if (spec.isEmpty()) {
                return Optional.empty();
            }
            hops.add(spec.get());
            at = stop + 1;
        }
        int lastComma = text.lastIndexOf(',', end - 1);
        return Optional.of(
                new Jump(Optional.of(hops.get(hops.size() - 1)), lastComma > 0 ? text.substring(0, lastComma) : ""));
    }

    /** As {@code ssh -G} prints it; "none" without a hop. */
    String shown() {
        if (last.isEmpty()) {
            return "none";
        }
        HostSpec hop = last.get();
        boolean numeric = (Addresses.looksNumeric(hop.host()) && hop.host().indexOf('%') < 0)
                || hop.host().indexOf(':') >= 0;
        OptionalInt port = hop.port();
        return (before.isEmpty() ? "" : before + ",")
                + hop.user().map(it -> it + "@").orElse("")
                + (numeric ? "[" + hop.host() + "]" : hop.host())
                + (port.isPresent() ? ":" + port.getAsInt() : "");
    }
}
