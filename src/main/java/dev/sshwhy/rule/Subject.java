package dev.sshwhy.rule;

import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.PublicKey;

/**
 * What a finding is about. A cause explains a consequence only when both are about the same thing.
 *
 * @param kind what kind of thing
 * @param name which one: a key's fingerprint or path; empty where there is only one
 */
public record Subject(Kind kind, String name) {
    /** What kind of thing. */
    public enum Kind {
        /** ssh itself, which does not even start. No login that sshwhy makes takes such a finding back. */
        START,
        /** What is to be done there, such as copying a file. No login takes such a finding back either. */
        USE,
        /** This host, with every key. */
        HOST,
        /** One key. */
        KEY
    }

    public static Subject start() {
        return new Subject(Kind.START, "");
    }

    public static Subject use() {
        return new Subject(Kind.USE, "");
    }

    public static Subject host() {
        return new Subject(Kind.HOST, "");
    }

    public static Subject key(PublicKey key) {
        return new Subject(Kind.KEY, key.fingerprint());
    }

    /** The key that an identity stands for: by its public half, or, without one, by its path. */
    public static Subject key(Identity identity) {
        return identity.publicKey().map(Subject::key).orElseGet(() -> new Subject(Kind.KEY, identity.path()));
    }

    public static Subject keyFile(String path) {
        return new Subject(Kind.KEY, path);
    }

    /** Whether a finding about this may account for one about {@code other}. */
    public boolean covers(Subject other) {
        boolean same = kind == other.kind && name.equals(other.name);
        return same || kind == Kind.HOST || other.kind == Kind.HOST;
    }
}
