package dev.sshwhy.report.redaction;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What may stay of a line that somebody else wrote: names that OpenSSH and the SSH standards gave, sizes and times. Everything
 * else of such a line is personal until it is known not to be.
 */
final class SafeWords {
    private static final Set<String> WORDS = Set.of(
            // values of options (ssh_config(5)) and conditions of Match
            "yes",
            "no",
            "true",
            "false",
            "ask",
            "none",
            "auto",
            "autoask",
            "always",
            "accept-new",
            "off",
            "confirm",
            "any",
            "inet",
            "inet6",
            "all",
            "final",
            "canonical",
            "exec",
            "host",
            "originalhost",
            "user",
            "localuser",
            "tagged",
            "localnetwork",
            "sessiontype",
            "version",
            "force",
            "point-to-point",
            "ethernet",
            "quiet",
            "fatal",
            "error",
            "info",
            "verbose",
            "debug",
            "debug1",
            "debug2",
            "debug3",
            "publickey",
            "password",
            "keyboard-interactive",
            "gssapi-with-mic",
            "zlib",
            "gssapi-keyex",
            "hostbased",
            "ssh_auth_sock",
            "lang",
            "lc_",
            "implicit",
            // what stands for a private key in a configuration or a field
            "private-key-line",
            "letters",
            "perhaps",
            "secret",
            "not",
            "of",
            "shown",
            // the date of a release
            "jan",
            "feb",
            "mar",
            "apr",
            "may",
            "jun",
            "jul",
            "aug",
            "sep",
            "oct",
            "nov",
            "dec",
            // programs of the family
            "ssh",
            "scp",
            "sftp",
            "rsync",
            "git",
            "clone",
            "fetch",
            "pull",
            "push",
            "ssh-agent",
            "ssh-keygen",
            "ssh-add",
            // fields and options of authorized_keys and known_hosts (sshd(8))
            "from",
            "command",
            "restrict",
            "environment",
            "expiry-time",
            "no-pty",
            "pty",
            "no-port-forwarding",
            "port-forwarding",
            "no-agent-forwarding",
            "agent-forwarding",
            "no-x11-forwarding",
            "x11-forwarding",
            "no-user-rc",
            "user-rc",
            "no-touch-required",
            "verify-required",
            "principals",
            "permitopen",
            "permitlisten",
            "tunnel",
            "@cert-authority",
            "@revoked",
            "cert-authority",
            // the frames of key files
            "begin",
            "end",
            "openssh",
            "rsa",
            "dsa",
            "ec",
            "ssh2",
            "private",
            "public",
            "key",
            "encrypted",
            "sha256",
            "md5",
            "certificate",
            "putty-user-key-file-2",
            "putty-user-key-file-3",
            "comment",
            "subject",
            "proc-type",
            "dek-info",
            // what is pasted around a key
            "echo",
            "cat",
            "export",
            // hosts that everybody has
            "ssh.runpod.io",
            "github.com",
            "gitlab.com",
            "bitbucket.org",
            "localhost");

    /** Numbers up to the highest port, sizes, times, modes, dates; none long enough to be somebody's. */
    private static final Pattern NUMBER = Pattern.compile(
            "[-+]?(\\d{1,4}|[1-5]\\d{4}|6[0-5]\\d{3})(\\.\\d{1,3})?(s|ms|m|h|d|w|kB|MB|G|K|M|%|x\\d{1,4}|th|st|nd|rd)?"
                    + "|\\d{4}-\\d\\d-\\d\\d(T\\d\\d)?|\\d\\d(\\.\\d{1,9})?Z|[-+#^~_]+|-?[A-Za-z]|-[0-9]|%[A-Za-z%]|HTTP/\\d(\\.\\d)?|U\\+[0-9A-F]{4,6}|[^\\p{L}\\p{N}]{1,3}");

    /** What servers call themselves, and the packages that they come from. */
    private static final Pattern SOFTWARE = Pattern.compile(
            "(SSH-[12]\\.\\d{1,2}-)?(OpenSSH(_for_Windows)?|[Dd]ropbear|libssh|tinysshd?|Go|paramiko|PuTTY(_Release)?"
                    + "|AsyncSSH|OpenSSL|LibreSSL|APACHE-SSHD|SSHD-CORE|mod_sftp|Cisco|ROSSSH|Tailscale|Sun_SSH|RunPod|Runpod)?([-_]?(\\d{1,2}|20\\d\\d(?=\\.))(\\.\\d{1,3}){0,3}(p\\d{1,2})?(-M\\d{1,2}|-SNAPSHOT)?)?"
                    + "|(Debian|Ubuntu|Raspbian|FreeBSD)(-\\d{1,2}(\\+deb\\d{1,2}u\\d{1,2}|ubuntu\\d[\\d.]{0,8})?)?"
                    + "|noversion");

    /** Names of algorithms, also of those that sshwhy does not speak (RFC 4253 §6, OpenSSH PROTOCOL). */
    private static final Pattern ALGORITHM =
            Pattern.compile("(diffie-hellman-group(\\d{1,2}|-exchange)|ecdh-sha2-nistp\\d{3}|curve(25519|448)"
                    + "|sntrup\\d{3,4}x25519|mlkem\\d{3,4}(x25519|nistp\\d{3})?|aes(128|192|256)-(ctr|cbc|gcm)|3des-(cbc|ctr)|chacha20-poly1305"
                    + "|blowfish-cbc|cast128-cbc|arcfour(128|256)?|(hmac|umac)-(sha1|sha2-\\d{3}|md5|ripemd160|64|128)(-96)?(-etm)?"
                    + "|(sk-)?(ssh-(rsa|dss|ed25519|ed448)|ecdsa-sha2-nistp\\d{3})|rsa-sha2-\\d{3}|kex-strict-[cs]|ext-info-[cs])"
                    + "(-sha\\d{1,3})?(-cert)?(-v0\\d)?(@openssh\\.com|@libssh\\.org|@lysator\\.liu\\.se)?");

    private SafeWords() {}

    static boolean has(String word) {
        return WORDS.contains(word.toLowerCase(Locale.ROOT))
                || NUMBER.matcher(word).matches()
                || ALGORITHM.matcher(word).matches()
                || SOFTWARE.matcher(word).matches();
    }

    /** Whether a word that sshwhy knows is the name of an algorithm, such as aes128-ctr; an ordinary word is not. */
    static boolean looksLikeAlgorithm(String word) {
        return word.matches("[a-z0-9][a-z0-9.@-]*") && word.indexOf('-') > 0 && word.matches(".*[0-9].*");
    }
}
