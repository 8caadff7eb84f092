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

    /**
     * The words after {@code ssh} of a ProxyCommand that does just what ProxyJump would, {@code ssh -W %h:%p gateway}; empty for
     * every other one.
     */
    public static Optional<List<String>> ofProxy(String command) {
        String plain = command.startsWith("exec ") ? command.substring("exec ".length()) : command;
        if (!plain.matches("[A-Za-z0-9 %:@=,.~/\\[\\]_+-]*")) {
            return Optional.empty(); // quotes, variables and the like are the shell's business
        }
        List<String> words = List.of(plain.strip().split(" +", -1));
        if (!words.get(0).equals("ssh") && !words.get(0).endsWith("/ssh")) {
            return Optional.empty();
        }
        List<String> own = words.subList(1, words.size());
        SshCommandLine line = SshCommandLine.parse(own, SshRelease.NEWEST);
        boolean leadsOn = line.options().stream()
                .anyMatch(it -> it.letter() == 'W'
                        && (it.argument().equals("%h:%p") || it.argument().equals("[%h]:%p")));
        boolean isPlain =
                own.stream().allMatch(it -> it.indexOf('%') < 0 || it.endsWith("%h:%p") || it.endsWith("[%h]:%p"));
        // Where the shell expands a tilde, ssh does so too, save in -F.
        boolean isSshs = line.configFile().filter(it -> it.startsWith("~")).isEmpty();
        return leadsOn
                        && isPlain
                        && isSshs
                        && line.problems().isEmpty()
                        && line.remoteCommand().isEmpty()
                ? Optional.of(own)
                : Optional.empty();
    }
}
