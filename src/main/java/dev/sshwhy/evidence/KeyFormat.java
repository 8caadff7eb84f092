package dev.sshwhy.evidence;

/** How a key file is written. */
public enum KeyFormat {
    OPENSSH_V1("openssh-v1", true),
    PEM_PKCS1("pem-pkcs1", true),
    PEM_SEC1("pem-sec1", true),
    PEM_DSA("pem-dsa", true),
    PKCS8("pkcs8", true),
    PKCS8_ENCRYPTED("pkcs8-encrypted", true),
    PPK_2("ppk-2", true),
    PPK_3("ppk-3", true),
    SSH2_PRIVATE("ssh2-private", true),
    PUBLIC("public", false),
    PUBLIC_RFC4716("public-rfc4716", false),
    PUBLIC_PEM("public-pem", false),
    CERTIFICATE("certificate", false),
    UNKNOWN("unknown", false);

    private final String name;
    private final boolean isPrivate;

    KeyFormat(String name, boolean isPrivate) {
        this.name = name;
        this.isPrivate = isPrivate;
    }

    /** The name in reports. */
    public String shown() {
        return name;
    }

    /** Whether such a file holds a private key. */
    public boolean isPrivate() {
        return isPrivate;
    }
}
