package dev.sshwhy.evidence;

/**
 * A public key or certificate.
 *
 * @param type its name inside the key (RFC 4253 §6.6), such as "ssh-ed25519"
 * @param bits as {@code ssh-keygen -l} counts them; 0 when the type is not known
 * @param fingerprint "SHA256:" and 43 letters, as {@code ssh-keygen -l} prints it; a certificate has its plain key's
 * @param blob the key's bytes in base64, as in a public key file
 * @param comment what stands behind it; empty when nothing does
 */
public record PublicKey(String type, int bits, String fingerprint, String blob, String comment) {
    /** Whether both are the same key, whatever their comments. */
    public boolean isSameKeyAs(PublicKey other) {
        return blob.equals(other.blob);
    }

    /** The line as a public key file holds it. */
    public String line() {
        return comment.isEmpty() ? type + " " + blob : type + " " + blob + " " + comment;
    }

    public boolean isCertificate() {
        return type.endsWith("-cert-v01@openssh.com");
    }

    public boolean isSecurityKey() {
        return type.startsWith("sk-");
    }

    // Written out, since the generated ones cost 15 ms in a process's first call, and keys are compared in every run.
    @Override
    public boolean equals(Object other) {
        return other instanceof PublicKey key && isSameKeyAs(key) && comment.equals(key.comment);
    }

    @Override
    public int hashCode() {
        return blob.hashCode() * 31 + comment.hashCode();
    }
}
