package dev.sshwhy.sshconfig;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which ssh it is, as far as its configuration language depends on that.
 *
 * @param number major × 100 + minor, such as 902 for OpenSSH 9.2
 * @param vendor who patched it
 */
public record SshRelease(int number, Vendor vendor) {
    /** The newest release whose keywords this package knows; assumed where there is no ssh. */
    public static final SshRelease NEWEST = new SshRelease(1005, Vendor.OTHER);

    private static final Pattern VERSION = Pattern.compile("OpenSSH_(?:for_Windows_)?(\\d{1,3})\\.(\\d{1,2})");

    /** Whose patches change the language. */
    public enum Vendor {
        DEBIAN,
        APPLE,
        WINDOWS,
        OTHER
    }

    /** Reads what {@code ssh -V} prints; {@link #NEWEST} when that is not an OpenSSH. */
    public static SshRelease of(String versionText) {
        Matcher matcher = VERSION.matcher(versionText);
        if (!matcher.find()) {
            return NEWEST;
        }
        int number = Integer.parseInt(matcher.group(1)) * 100 + Integer.parseInt(matcher.group(2));
        String lower = versionText.toLowerCase(Locale.ROOT);
        Vendor vendor = Vendor.OTHER;
        if (lower.contains("debian") || lower.contains("ubuntu") || lower.contains("raspbian")) {
            vendor = Vendor.DEBIAN;
        } else if (lower.contains("for_windows")) {
            vendor = Vendor.WINDOWS;
        } else if (lower.contains("libressl") && !lower.contains("openbsd")) {
            // Apple's own ssh is built with LibreSSL; Homebrew's, which does not know UseKeychain, with OpenSSL.
            vendor = Vendor.APPLE;
        }
        return new SshRelease(number, vendor);
    }

    /** Whether it is this release or a later one; {@code since} counts as {@link #number} does. */
    public boolean isAtLeast(int since) {
        return number >= since;
    }

    /** The release as people write it, such as "9.2". */
    public String shown() {
        return shown(number);
    }

    static String shown(int number) {
        return number / 100 + "." + number % 100;
    }
}
