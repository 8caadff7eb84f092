package dev.sshwhy.sshconfig;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The ssh that ssh starts to reach a jump host (OpenSSH ssh.c main, "Use ProxyCommand for ProxyJump"). */
public final class JumpCommand {
    private JumpCommand() {}

    /**
     * The words after {@code ssh} for the last hop of a chain; empty when the chain is "none" or ssh refuses it. Hops before it
     * stand in its {@code -J}.
     *
     * @param chain the value of ProxyJump
     * @param configFile what the first ssh was given as {@code -F}
     * @param host where that hop is to lead to
     * @param port its port
     */
    public static Optional<List<String>> words(String chain, Optional<String> configFile, String host, int port) {
        Optional<Jump> jump = Jump.parse(Bytes.of(chain), new Ports(new NoFiles()));
        return jump.flatMap(Jump::last).map(hop -> {
            List<String> words = new ArrayList<>();
            hop.user().ifPresent(it -> words.addAll(List.of("-l", Bytes.text(it))));
            hop.port().ifPresent(it -> words.addAll(List.of("-p", Integer.toString(it))));
            if (!jump.get().before().isEmpty()) {
                words.addAll(List.of("-J", Bytes.text(jump.get().before())));
            }
            configFile.ifPresent(it -> words.addAll(List.of("-F", it)));
            words.addAll(List.of("-W", "[" + host + "]:" + port, "--", Bytes.text(hop.host())));
            return List.copyOf(words);
        });
    }
}
