package dev.sshwhy.report.redaction;

import java.util.Map;
import java.util.Set;

/** What the components of records hold, by their names. */
final class ComponentKinds {
    /** Components that hold sentences of sshwhy's own, or what a server says; all others hold somebody's words. */
    private static final Set<String> SENTENCES = Set.of(
            "summary",
            "address",
            "message",
            "saying",
            "what",
            "why",
            "where",
            "reason",
            "detail",
            "namedBy",
            "suggestion",
            "seen",
            "banner",
            "linesBefore",
            "remarks",
            "ident",
            "cure");

    /** Components whose words are names of this program or of the protocol. */
    private static final Set<String> NAMES = Set.of(
            "id",
            "explains",
            "since",
            "causedBy",
            "options name",
            "algorithms name",
            "algorithms",
            "type",
            "authority",
            "fingerprint",
            "provider");

    private static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry("path", Kind.PATH),
            Map.entry("file", Kind.PATH),
            Map.entry("files", Kind.PATH),
            Map.entry("socket", Kind.PATH),
            Map.entry("localPath", Kind.PATH),
            Map.entry("name", Kind.PATH),
            Map.entry("host", Kind.HOST),
            Map.entry("typedHost", Kind.HOST),
            Map.entry("jump", Kind.HOST),
            Map.entry("user", Kind.USER),
            Map.entry("localUser", Kind.USER),
            Map.entry("principals", Kind.USER),
            Map.entry("comment", Kind.COMMENT),
            Map.entry("keyId", Kind.COMMENT));

    private ComponentKinds() {}

    /** The text of a component as it may be told. */
    static String rewritten(Rewriter rewriter, String component, String text) {
        if (NAMES.contains(component)) {
            return rewriter.name(text);
        }
        if (SENTENCES.contains(component)) {
            return rewriter.own(text);
        }
        return rewriter.value(text, KINDS.getOrDefault(component, Kind.TEXT));
    }
}
