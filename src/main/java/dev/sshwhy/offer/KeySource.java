package dev.sshwhy.offer;

import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.PublicKey;
import java.util.Optional;

/** The key files on this machine, as {@link Offers} asks for them; the border to input and output. */
public interface KeySource {
    /** All that can be told of the file at a path, which is more than ssh looks at before it signs. */
    Observed<KeyFile> at(String path);

    /** The first public key line in a file, as ssh finds it (OpenSSH authfile.c sshkey_try_load_public). */
    Optional<PublicKey> publicLine(String path);

    /** The public half inside an intact openssh-key-v1 file; ssh reads none out of other private keys (sshkey_load_public). */
    Optional<PublicKey> embeddedHalf(String path);
}
