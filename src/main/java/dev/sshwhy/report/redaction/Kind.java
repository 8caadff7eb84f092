package dev.sshwhy.report.redaction;

/** What a pseudonym stands for. */
public enum Kind {
    USER("user", "login name", "login names"),
    HOST("host", "host name", "host names"),
    ADDRESS("ip", "address", "addresses"),
    POD("pod", "Pod id", "Pod ids"),
    PATH("path", "part of a path", "parts of paths"),
    COMMENT("comment", "comment or name of a key", "comments and names of keys"),
    EMAIL("email", "e-mail address", "e-mail addresses"),
    KEY_BODY("key-body", "key body", "key bodies"),
    FINGERPRINT("fingerprint", "fingerprint of no key that was seen", "fingerprints of no key that was seen"),
    TOKEN("token", "token", "tokens"),
    TEXT("text", "other word", "other words");

    private final String stem;
    private final String one;
    private final String many;

    Kind(String stem, String one, String many) {
        this.stem = stem;
        this.one = one;
        this.many = many;
    }

    String numbered(int number) {
        return stem + "-" + number;
    }

    /** So many of them, in words. */
    public String counted(long count) {
        return count + " " + (count == 1 ? one : many);
    }
}
