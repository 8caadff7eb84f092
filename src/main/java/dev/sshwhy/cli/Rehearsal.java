package dev.sshwhy.cli;

import dev.sshwhy.collect.handshake.RehearsalServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import org.apache.commons.io.FileUtils;

/**
 * Loads what a diagnosis will need, so that the launcher can have Java write a class-data archive of it
 * (java(1), -XX:DumpLoadedClassList and -Xshare:dump). Run once after a build, in a home directory of its own and
 * against a server of its own.
 */
public final class Rehearsal {
    /** What many people have. */
    private static final String CONFIG = """
            Host pod
              HostName 192.0.2.7
              User root
              Port 2222
              IdentityFile ~/.ssh/id_ed25519
            Host * !none
              ServerAliveInterval 30
              User root
            """;

    private Rehearsal() {}

    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        Path home = Files.createTempDirectory("sshwhy-rehearsal");
        try (RehearsalServer server = RehearsalServer.start()) {
            Path folder = Files.createDirectory(home.resolve(".ssh"));
            Path key = folder.resolve("id_ed25519");
            boolean hasKey = makeKey(key);
            Files.writeString(folder.resolve("config"), CONFIG);
            Path many = Files.writeString(folder.resolve("many"), manyHosts());
            String line = hasKey ? Files.readString(folder.resolve("id_ed25519.pub")) : "ssh-ed25519 AAAA\n";
            String port = Integer.toString(server.port());
            String known = "[127.0.0.1]:" + port + " " + server.hostKeyLine() + "\n[rehearsal.invalid]:22 " + line;
            Files.writeString(folder.resolve("known_hosts"), known);
            for (String field : List.of(line, line + "SHA256:" + "A".repeat(43) + "\n")) {
                run(field, home, "check", "-p", port, "127.0.0.1");
                run(field, home, "diagnose", "-p", port, "127.0.0.1");
                run(field, home, "diagnose", "--format=json", "-p", port, "127.0.0.1");
            }
            runSsh(home, "-F", folder.resolve("config").toString(), "-i", key.toString(), "-p", port, "127.0.0.1");
            run(line, home, "explain", "account/fingerprint-pasted");
            run(line, home, "config", "127.0.0.1");
            run(line, home, "config", "--format=json", "127.0.0.1");
            run(line, home, "lint");
            run(line, home, "lint", many.toString());
            String questions = "";
            for (String host : List.of("h1", "h2", "h3", "jumper")) {
                questions += "{\"host\":\"" + host + "\",\"config\":\"" + many + "\",\"args\":[\"-p\",\"22\"]}\n";
            }
            run(questions, home, "config", "--batch", "-");
            run(line, home, "keys");
        } finally {
            FileUtils.deleteDirectory(home.toFile());
        }
        loadJars(System.getProperty("java.class.path", ""));
        loadAlgorithms();
    }

    /** A file that is long enough to be read side by side, with options of every kind. */
    private static String manyHosts() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 1_800; i++) {
            text.append("Host h").append(i).append("\n  HostName 192.0.2.1\n  Port 2222\n  User me\n");
        }
        return text.append("""
                        Host jumper
                          ProxyJump h1
                          LocalForward 8080 localhost:80
                          SendEnv LANG
                          ForwardAgent yes
                        Match host h1
                          ControlPath ~/.ssh/%C
                        Host h*
                          IdentityFile ~/.ssh/id_ed25519
                          Ciphers +aes128-cbc
                          StrictHostKeyChecking no
                          ConnectTimeout 5s
                        Host *
                          ServerAliveInterval 30
                        """).toString();
    }

    private static void run(String field, Path home, String command, String... rest) {
        List<String> line = new ArrayList<>(List.of(command, "--home", home.toString(), "--account-keys", "-"));
        line.addAll(List.of(rest));
        run(field, line);
    }

    private static void runSsh(Path home, String... rest) {
        List<String> line = new ArrayList<>(List.of("--home", home.toString(), "ssh"));
        line.addAll(List.of(rest));
        run("", line);
    }

    private static void run(String field, List<String> line) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        ByteArrayInputStream in = new ByteArrayInputStream(field.getBytes(StandardCharsets.UTF_8));
        new Cli(new Streams(in, nowhere, nowhere, Map.of(), Clock.systemUTC(), false, false)).run(line);
    }

    /** A key pair that lives as long as the rehearsal; without ssh-keygen it is rehearsed without one. */
    private static boolean makeKey(Path file) {
        try {
            return new ProcessBuilder(
                                    "ssh-keygen",
                                    "-q",
                                    "-t",
                                    "ed25519",
                                    "-N",
                                    "",
                                    "-C",
                                    "rehearsal",
                                    "-f",
                                    file.toString())
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Every class of the program and of its SSH library, linked but not run. */
    private static void loadJars(String jar) throws IOException {
        loadJar(Path.of(jar), "dev/sshwhy/");
        Path libraries = Path.of(jar).resolveSibling("lib");
        try (var files = Files.newDirectoryStream(libraries, "{sshj,asn-one,slf4j}*.jar")) {
            for (Path library : files) {
                loadJar(library, "");
            }
        }
    }

    private static void loadJar(Path path, String prefix) throws IOException {
        try (JarFile jar = new JarFile(path.toFile())) {
            for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                String name = entries.nextElement().getName();
                if (name.startsWith(prefix) && name.endsWith(".class") && !name.contains("META-INF")) {
                    load(name.substring(0, name.length() - ".class".length()).replace('/', '.'));
                }
            }
        }
    }

    private static void load(String name) {
        try {
            Class.forName(name, false, Rehearsal.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            // A class that needs a library which is left out on purpose is not needed either.
        }
    }

    /** The cryptography of an ordinary handshake, which lives in Java's own modules. */
    private static void loadAlgorithms() {
        try {
            KeyPairGenerator.getInstance("X25519").generateKeyPair();
            KeyAgreement.getInstance("X25519");
            Signature.getInstance("Ed25519")
                    .initSign(KeyPairGenerator.getInstance("Ed25519")
                            .generateKeyPair()
                            .getPrivate());
            Signature.getInstance("SHA256withRSA");
            Signature.getInstance("SHA256withECDSA");
            Cipher.getInstance("AES/GCM/NoPadding");
            Cipher.getInstance("AES/CTR/NoPadding");
            Mac.getInstance("HmacSHA256");
            MessageDigest.getInstance("SHA-256");
            MessageDigest.getInstance("SHA-512");
        } catch (GeneralSecurityException e) {
            // It then loads when it is needed.
        }
    }
}
