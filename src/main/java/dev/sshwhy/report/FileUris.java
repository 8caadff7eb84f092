package dev.sshwhy.report;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Files by their addresses (RFC 8089), relative to a base where they stand below one, so that a report means the same on
 * another machine.
 *
 * @param bases the name of each base and its directory, the first that fits is taken
 */
record FileUris(Map<String, String> bases) {
    private static final String UNRESERVED = "-._~/";

    FileUris {
        bases = new LinkedHashMap<>(bases);
    }

    /**
     * A file's address.
     *
     * @param base the name of the base that it is relative to
     */
    record Address(String uri, Optional<String> base) {}

    /** Whether a source's name is a file's absolute path, here or on Windows. */
    static boolean isFile(String source) {
        return source.startsWith("/") || source.matches("(?s)[A-Za-z]:[\\\\/].*");
    }

    Address of(String path) {
        for (Map.Entry<String, String> base : bases.entrySet()) {
            String directory = directory(base.getValue());
            if (slashed(path).startsWith(directory) && path.length() > directory.length()) {
                String rest = slashed(path).substring(directory.length());
                return new Address(encoded(rest), Optional.of(base.getKey()));
            }
        }
        return new Address(absolute(slashed(path)), Optional.empty());
    }

    /** The address of a base's directory, which ends with a slash. */
    String ofBase(String name) {
        return absolute(directory(bases.getOrDefault(name, "/")));
    }

    private static String directory(String path) {
        String slashed = slashed(path);
        return slashed.endsWith("/") ? slashed : slashed + "/";
    }

    private static String absolute(String path) {
        // A drive's letter keeps its colon (RFC 8089, appendix E.2).
        return path.startsWith("/")
                ? "file://" + encoded(path)
                : "file:///" + path.substring(0, 2) + encoded(path.substring(2));
    }

    private static String slashed(String path) {
        return path.startsWith("/") ? path : path.replace('\\', '/');
    }

    private static String encoded(String path) {
        StringBuilder uri = new StringBuilder();
        for (byte letter : path.getBytes(StandardCharsets.UTF_8)) {
            boolean isPlain = (letter >= '0' && letter <= '9')
                    || (letter >= 'A' && letter <= 'Z')
                    || (letter >= 'a' && letter <= 'z')
                    || UNRESERVED.indexOf(letter) >= 0;
            uri.append(isPlain ? String.valueOf((char) letter) : String.format("%%%02X", letter & 0xff));
        }
        return uri.toString();
    }
}
