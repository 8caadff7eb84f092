package dev.sshwhy.sshconfig;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** TCP ports, as numbers or as names of the services database (services(5); OpenSSH a2port). */
final class Ports {
    private static final String SERVICES = "/etc/services";

    private final ConfigFiles files;
    private final Map<String, Integer> services = new HashMap<>();
    private boolean read;

    Ports(ConfigFiles files) {
        this.files = files;
    }

    /** The port; may be 0. Empty when it is neither a number up to 65535 nor a known service. */
    OptionalInt port(String text) {
        OptionalInt number = Numbers.whole(text, 0, 65535);
        if (number.isPresent()) {
            return number;
        }
        if (!read) {
            read = true;
            if (files.read(SERVICES) instanceof ConfigFiles.Reading.Content content) {
                content.bytes().lines().forEach(this::addService);
            }
        }
        return services.containsKey(text) ? OptionalInt.of(services.getOrDefault(text, 0)) : OptionalInt.empty();
    }

    private void addService(String line) {
        int comment = line.indexOf('#');
        List<String> words =
                Words.split(comment < 0 ? line : line.substring(0, comment)).orElse(List.of());
        if (words.size() < 2 || !words.get(1).endsWith("/tcp")) {
            return;
        }
        String digits = words.get(1).substring(0, words.get(1).length() - "/tcp".length());
        OptionalInt port = Numbers.whole(digits, 0, 65535);
        if (port.isPresent()) {
            for (int i = 0; i < words.size(); i++) {
                if (i != 1) {
                    services.putIfAbsent(words.get(i), port.getAsInt());
                }
            }
        }
    }
}
