package dev.sshwhy.offer;

/** Comma-separated patterns with {@code *}, {@code ?} and {@code !} (ssh_config(5), PATTERNS). */
final class PatternList {
    private PatternList() {}

    /** Whether a list of signature algorithms lets a key of this type in; RSA keys sign by three algorithms (RFC 8332). */
    static boolean acceptsKeyType(String list, String keyType) {
        boolean certificate = keyType.endsWith("-cert-v01@openssh.com");
        if (keyType.equals("ssh-rsa") || keyType.equals("ssh-rsa-cert-v01@openssh.com")) {
            String suffix = certificate ? "-cert-v01@openssh.com" : "";
            return matches(list, keyType)
                    || matches(list, "rsa-sha2-256" + suffix)
                    || matches(list, "rsa-sha2-512" + suffix);
        }
        return matches(list, keyType);
    }

    /** Whether a list matches a name: some pattern does, and no negated one (OpenSSH match.c match_pattern_list). */
    static boolean matches(String list, String name) {
        boolean found = false;
        for (String pattern : list.split(",", -1)) {
            boolean negated = pattern.startsWith("!");
            if (matchesOne(negated ? pattern.substring(1) : pattern, name)) {
                if (negated) {
                    return false;
                }
                found = true;
            }
        }
        return found;
    }

    private static boolean matchesOne(String pattern, String name) {
        int at = 0;
        int inName = 0;
        int star = -1;
        int resume = 0;
        while (inName < name.length()) {
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                star = at++;
                resume = inName;
            } else if (at < pattern.length()
                    && (pattern.charAt(at) == '?' || pattern.charAt(at) == name.charAt(inName))) {
                at++;
                inName++;
            } else if (star >= 0) {
                at = star + 1;
                inName = ++resume;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == '*') {
            at++;
        }
        return at == pattern.length();
    }
}
