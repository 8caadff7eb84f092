package dev.sshwhy.evidence;

import java.util.Optional;

/**
 * A key that ssh may offer: an identity file that something names, or a key of the agent.
 *
 * @param path the identity file as ssh names it; empty for a key that only the agent holds
 * @param namedBy who names it
 * @param namedAt where it is named
 * @param file the file at {@code path}
 * @param publicFile the file at {@code path}.pub
 * @param publicKey the public half that ssh would offer (OpenSSH authfile.c sshkey_load_public); empty when ssh finds none
 * @param publicFrom where ssh takes that half from
 * @param pair whether the file's own public half is the one that ssh offers
 * @param inAgent whether the agent holds it and signs
 * @param offered its place among the keys that ssh offers, counted from 1; 0 when ssh does not offer it
 * @param why why it is offered at this place, or why not
 */
public record Identity(
        String path,
        NamedBy namedBy,
        Optional<Span> namedAt,
        Observed<KeyFile> file,
        Observed<KeyFile> publicFile,
        Optional<PublicKey> publicKey,
        PublicFrom publicFrom,
        Pair pair,
        boolean inAgent,
        int offered,
        String why) {

    /** Who brings an identity into play. */
    public enum NamedBy {
        COMMAND_LINE,
        CONFIG,
        DEFAULT,
        AGENT
    }

    /** Where ssh reads the public half, in this order. */
    public enum PublicFrom {
        FILE_ITSELF,
        PUB_FILE,
        EMBEDDED,
        /** Only by loading the private half, as with PEM: ssh signs at once, without asking first. */
        LOADED,
        CERTIFICATE,
        AGENT,
        NONE
    }

    /** Do the private half and the public half that is offered belong together? */
    public enum Pair {
        OK,
        MISMATCH,
        NONE
    }

    /** How ssh signs with it, once the server has accepted it. */
    public enum Signing {
        BY_AGENT,
        BY_FILE,
        ASKS_PASSPHRASE,
        NEEDS_TOKEN,
        IMPOSSIBLE
    }

    public boolean isOffered() {
        return offered > 0;
    }

    /** How ssh signs with it (OpenSSH sshconnect2.c identity_sign): the agent first, then the file, which must be ours alone. */
    public Signing signing() {
        if (inAgent) {
            return publicKey.filter(PublicKey::isSecurityKey).isPresent() ? Signing.NEEDS_TOKEN : Signing.BY_AGENT;
        }
        Optional<KeyFile> seen = file.seen();
        if (seen.isEmpty() || seen.get().file().isTooOpenForPrivateKey() || pair == Pair.MISMATCH) {
            return Signing.IMPOSSIBLE;
        }
        return switch (seen.get().loading()) {
            case LOADS -> Signing.BY_FILE;
            case ASKS_PASSPHRASE -> Signing.ASKS_PASSPHRASE;
            case NEEDS_TOKEN -> Signing.NEEDS_TOKEN;
            case FAILS -> Signing.IMPOSSIBLE;
        };
    }

    /** The same identity as it would be if no agent held it. */
    public Identity withoutAgent() {
        return new Identity(path, namedBy, namedAt, file, publicFile, publicKey, publicFrom, pair, false, offered, why);
    }

    /** Whether ssh gets a signature without asking anyone anything. */
    public boolean signsSilently() {
        return signing() == Signing.BY_AGENT || signing() == Signing.BY_FILE;
    }

    /** Whether both name the same key, by its public half or, where there is none, by its file. */
    public boolean isSameAs(Identity other) {
        return (publicKey.isPresent() && other.publicKey.isPresent())
                ? publicKey.get().isSameKeyAs(other.publicKey.get())
                : path.equals(other.path);
    }
}
