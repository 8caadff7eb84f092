package dev.sshwhy.report;

import java.io.IOException;

/** Texts as SARIF wants them: nothing in them is a placeholder or a link. */
final class SarifText {
    private SarifText() {}

    static void message(JsonDocument json, String name, String text) throws IOException {
        json.object(name, it -> it.text("text", plain(text.isBlank() ? "(nothing)" : text)));
    }

    /** SARIF 3.11.5: braces are doubled; 3.11.6: a backslash keeps a bracket from closing a link. */
    static String plain(String text) {
        return text.replace("{", "{{").replace("}", "}}").replace("](", "\\](");
    }
}
