package dev.sshwhy.report.redaction;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which parts of a path everybody has. */
final class PathParts {
    private static final Set<String> USUAL = Set.of(
            "",
            ".",
            "..",
            "~",
            "home",
            "Users",
            "HOME",
            "USER",
            "USERPROFILE",
            "etc",
            "ssh",
            ".ssh",
            "usr",
            "bin",
            "sbin",
            "local",
            "lib",
            "libexec",
            "var",
            "run",
            "user",
            "tmp",
            "dev",
            "null",
            "tty",
            "proc",
            "mnt",
            "c",
            "d",
            "opt",
            "private",
            "Library",
            "config",
            "config.d",
            "conf.d",
            "known_hosts",
            "known_hosts2",
            "authorized_keys",
            "authorized_keys2",
            "ssh_config",
            "ssh_config.d",
            "sshd_config",
            "sshd_config.d",
            "ssh_known_hosts",
            "ssh_known_hosts2",
            "shosts.equiv",
            "environment",
            "rc",
            "keys",
            "agent.sock",
            ".1password",
            ".gnupg",
            "S.gpg-agent.ssh",
            "gnupg",
            "keyring",
            ".config",
            ".local",
            "share",
            "id_rsa",
            "id_dsa",
            "id_ecdsa",
            "id_ecdsa_sk",
            "id_ed25519",
            "id_ed25519_sk",
            "id_xmss",
            "ssh_host_rsa_key",
            "ssh_host_ecdsa_key",
            "ssh_host_ed25519_key",
            "openssh-ssh-agent",
            "pipe",
            "Windows",
            "System32",
            "OpenSSH",
            "ProgramData",
            "ssh.exe",
            "wsl",
            "wsl$");

    /** Endings that say what a file is; the last of them is taken off first. */
    private static final Pattern ENDING =
            Pattern.compile("(.+?)((-cert)?\\.pub|-cert|\\.(ppk|pem|key|txt|bak|old|orig|conf|save|swp|exe|sock)|~)");

    private static final int LONGEST = 255; // no file system has longer names

    private PathParts() {}

    static boolean isUsual(String part) {
        return USUAL.contains(part) || part.matches("[A-Za-z]|\\d{1,5}|%[A-Za-z%]|\\*|\\.\\.\\.");
    }

    /** How many letters of a part are its own; behind them stands an ending that everybody knows. */
    static int stem(String part) {
        int end = part.length();
        if (end > LONGEST) {
            return end;
        }
        Matcher ending = ENDING.matcher(part);
        while (ending.region(0, end).matches() && !ending.group(1).isEmpty()) {
            end = ending.end(1);
        }
        return end;
    }
}
