package dev.sshwhy.keys;

import dev.sshwhy.evidence.PublicKey;

/**
 * A public key that lies on this machine.
 *
 * @param key the key
 * @param path its file, as people write it: {@code ~/.ssh/id_ed25519.pub}
 */
public record LocalPublicKey(PublicKey key, String path) {}
