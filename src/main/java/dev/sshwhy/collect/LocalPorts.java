package dev.sshwhy.collect;

import dev.sshwhy.evidence.ConfigValue;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.TakenPort;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which ports that ssh is to listen on are not to be had: each is taken for a moment, and given back. ssh is content with one
 * of several addresses (OpenSSH channels.c channel_setup_fwd_listener_tcpip). It keeps IPv4 and IPv6 apart, which Java does
 * not: a socket of Java's on :: wants the port of IPv4, too. So ::1 stands for it, which can be had where :: can.
 */
final class LocalPorts {
    private static final Pattern LISTEN = Pattern.compile("(?:\\[([^\\]]*)\\]:)?([0-9]{1,5})(?: .*)?");
    /** An address in digits: a name is not looked up for this. */
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private LocalPorts() {}

    static List<TakenPort> taken(Configuration configuration) {
        List<ConfigValue> forwards = Stream.of("localforward", "dynamicforward")
                .flatMap(it -> configuration.all(it).stream())
                .toList();
        List<TakenPort> taken = new ArrayList<>();
        Set<String> asked = new HashSet<>();
        for (ConfigValue forward : forwards) {
            Matcher listen = LISTEN.matcher(forward.value());
            if (listen.matches()) {
                String place = forward.value().split(" ", 2)[0];
                Optional<String> why = asked.add(place) ? refusal(listen, configuration) : Optional.of(TakenPort.TWICE);
                why.ifPresent(it -> taken.add(new TakenPort(forward.setAt(), place, it)));
            }
        }
        return taken;
    }

    /** Why none of the addresses is to be had. */
    private static Optional<String> refusal(Matcher listen, Configuration configuration) {
        String family = configuration.text("addressfamily", "any");
        List<InetAddress> addresses =
                addresses(Optional.ofNullable(listen.group(1)), configuration.isOn("gatewayports", false)).stream()
                        .filter(it -> !family.equals(it instanceof Inet4Address ? "inet6" : "inet"))
                        .toList();
        int port = Integer.parseInt(listen.group(2));
        List<String> refusals =
                addresses.stream().flatMap(it -> refusal(it, port).stream()).toList();
        return refusals.size() == addresses.size() ? refusals.stream().findFirst() : Optional.empty();
    }

    private static List<InetAddress> addresses(Optional<String> named, boolean forEverybody) {
        String name = named.orElse(forEverybody ? "*" : "localhost");
        List<String> literals = switch (name) {
            case "localhost" -> List.of("127.0.0.1", "::1");
            case "*", "" -> List.of("0.0.0.0", "::1");
            default -> ADDRESS.matcher(name).matches() ? List.of(name) : List.of();
        };
        try {
            List<InetAddress> addresses = new ArrayList<>();
            for (String it : literals) {
                addresses.addAll(List.of(InetAddress.getAllByName(it)));
            }
            return addresses;
        } catch (UnknownHostException e) {
            return List.of();
        }
    }

    private static Optional<String> refusal(InetAddress address, int port) {
        StandardProtocolFamily family =
                address instanceof Inet4Address ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6;
        try (ServerSocketChannel socket = ServerSocketChannel.open(family)) {
            socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            socket.bind(new InetSocketAddress(address, port));
            return Optional.empty();
        } catch (BindException e) {
            return Optional.of(Optional.ofNullable(e.getMessage()).orElse("it cannot be listened on"));
        } catch (UnsupportedOperationException e) {
            return Optional.of("this machine has no IPv6");
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty(); // not known to be taken
        }
    }
}
