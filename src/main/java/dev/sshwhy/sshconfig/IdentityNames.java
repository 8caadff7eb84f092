package dev.sshwhy.sshconfig;

import dev.sshwhy.sshconfig.SshRelease.Vendor;
import java.util.ArrayList;
import java.util.List;

/** The identity files that ssh tries when nothing names any (OpenSSH readconf.c fill_default_options). */
public final class IdentityNames {
    private static final int SECURITY_KEYS = 802;
    private static final int DSA_LAST = 809;
    private static final int NO_DSA = 908;
    private static final int NO_DSA_AT_APPLE = 1000;
    private static final int NO_XMSS = 1001;
    private static final int ML_DSA = 1005;

    private IdentityNames() {}

    /** Their names below {@code ~/.ssh}, in ssh's order. */
    public static List<String> of(SshRelease release) {
        boolean securityKeys = release.isAtLeast(SECURITY_KEYS);
        boolean dsaLast = release.isAtLeast(DSA_LAST);
        boolean dsa = !release.isAtLeast(release.vendor() == Vendor.APPLE ? NO_DSA_AT_APPLE : NO_DSA);
        List<String> names = new ArrayList<>();
        names.add("id_rsa");
        if (dsa && !dsaLast) {
            names.add("id_dsa");
        }
        names.add("id_ecdsa");
        if (securityKeys) {
            names.add("id_ecdsa_sk");
        }
        names.add("id_ed25519");
        if (securityKeys) {
            names.add("id_ed25519_sk");
        }
        if (!release.isAtLeast(NO_XMSS)) {
            names.add("id_xmss");
        }
        if (dsa && dsaLast) {
            names.add("id_dsa");
        }
        if (release.isAtLeast(ML_DSA)) {
            names.add("id_mldsa44_ed25519");
        }
        return List.copyOf(names);
    }
}
