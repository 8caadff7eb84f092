package dev.sshwhy.sshconfig.program;

import dev.sshwhy.sshconfig.SshRelease;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** sftp's command line (OpenSSH sftp.c main); releases before 8.1 are read as 8.1. */
final class SftpCommand {
    private static final int AGENT_LETTER_SINCE = 804;
    private static final int BUFFER_LETTER_SINCE = 902;
    private static final int CONTROL_MASTER_OFF_SINCE = 1000;
    private static final int MOST_VERBOSE = 3;

    private final SshRelease release;
    private final Around around;
    private final List<String> sshWords = new ArrayList<>();
    private String sshProgram = "ssh";
    private String subsystem = "sftp";
    private OptionalInt port = OptionalInt.empty();
    private int verbose;
    private boolean batch;
    private boolean localServer;
    private Optional<String> problem = Optional.empty();

    SftpCommand(SshRelease release, Around around) {
        this.release = release;
        this.around = around;
    }

    Answer read(List<String> words) {
        boolean agentLetter = release.isAtLeast(AGENT_LETTER_SINCE);
        Typed typed = new ShortOptions("sftp", letters(agentLetter), words).read();
        sshWords.add("-oForwardX11 no");
        if (!agentLetter) {
            sshWords.add("-oForwardAgent no");
        }
        sshWords.addAll(List.of("-oPermitLocalCommand no", "-oClearAllForwardings yes"));
        if (release.isAtLeast(CONTROL_MASTER_OFF_SINCE)) {
            sshWords.add("-oControlMaster no");
        }
        for (Typed.Option option : typed.options()) {
            take(option);
            if (problem.isPresent()) {
                return new Answer.Refused(problem.get());
            }
        }
        if (typed.problem().isPresent()) {
            return new Answer.Refused(typed.problem().get());
        }
        if (agentLetter) {
            sshWords.add("-oForwardAgent no"); // last, so that -A and -o ForwardAgent before it win
        }
        if (localServer) {
            return new Answer.WithoutSsh("sftp -D starts an sftp server on this machine in place of ssh");
        }
        return connect(typed.operands());
    }

    private String letters(boolean agentLetter) {
        if (!agentLetter) {
            return "1246afhpqrvCc:D:i:l:o:s:S:b:B:F:J:P:R:";
        }
        String letters = "1246AafhNpqrvCc:D:i:l:o:s:S:b:B:F:J:P:R:";
        return release.isAtLeast(BUFFER_LETTER_SINCE) ? letters + "X:" : letters;
    }

    private void take(Typed.Option option) {
        String value = option.value();
        switch (option.name().charAt(0)) {
            case 'A', '4', '6', 'C', 'q' -> sshWords.add("-" + option.name());
            case 'F', 'J', 'c', 'i', 'o' -> sshWords.addAll(List.of("-" + option.name(), value));
            case 'v' -> {
                if (verbose++ < MOST_VERBOSE) {
                    sshWords.add("-v");
                }
            }
            case 'P' -> {
                port = Quantity.port(value);
                refuseIf(port.isEmpty(), "sftp -P " + Answer.quoted(value) + " is no port number from 1 to 65535");
            }
            case 'b' -> {
                refuseIf(batch, "sftp takes one -b only");
                refuseIf(
                        !value.equals("-") && !around.exists(value),
                        "sftp -b finds no file " + Answer.quoted(value) + " here");
                batch = true;
                sshWords.add("-obatchmode yes");
            }
            case 'B', 'R' ->
                refuseIf(
                        !Quantity.isCount(value),
                        "sftp -" + option.name() + " " + Answer.quoted(value) + " is no number");
            case 'l' ->
                refuseIf(!Quantity.isLimit(value), "sftp -l " + Answer.quoted(value) + " is no limit in Kbit/s");
            case 'X' ->
                refuseIf(!Quantity.isTransferSetting(value), "sftp -X " + Answer.quoted(value) + " is not understood");
            case 'D' -> localServer = true;
            case 's' -> subsystem = value;
            case 'S' -> sshProgram = value;
            case '1' -> refuseIf(true, "sftp -1: SSH protocol 1 is no longer supported");
            case 'h' -> refuseIf(true, "sftp -h only shows sftp's usage");
            default -> {} // -2, -a, -f, -N, -p and -r change nothing for ssh
        }
    }

    private void refuseIf(boolean bad, String reason) {
        if (bad && problem.isEmpty()) {
            problem = Optional.of(reason);
        }
    }

    private Answer connect(List<String> operands) {
        if (operands.isEmpty() || operands.size() > 2) {
            return new Answer.Refused(
                    operands.isEmpty() ? "sftp needs a host" : "sftp takes a host and a local file, and nothing more");
        }
        String word = operands.get(0);
        boolean uri = RemoteName.isUri(word, "sftp");
        Optional<RemoteName> name = uri
                ? RemoteName.ofUri(word, "sftp", release)
                : RemoteName.of(word, release).or(() -> Optional.of(RemoteName.ofHost(word)));
        if (name.isEmpty()) {
            return new Answer.Refused(Answer.quoted(word) + " is not sftp://[user@]host[:port][/path]");
        }
        if (name.get().host().isEmpty()) {
            return new Answer.Refused(Answer.quoted(word) + " names no host");
        }
        OptionalInt usedPort = name.get().port().isPresent() ? name.get().port() : port;
        if (usedPort.isPresent()) {
            sshWords.add("-oPort " + usedPort.getAsInt());
        }
        name.get().user().ifPresent(it -> sshWords.addAll(List.of("-l", it)));
        if (!release.isAtLeast(AGENT_LETTER_SINCE)) {
            sshWords.add("-oProtocol 2");
        }
        if (!subsystem.contains("/")) {
            sshWords.add("-s");
        }
        sshWords.addAll(List.of("--", name.get().host(), subsystem));
        return new Answer.Runs(sshProgram, sshWords);
    }
}
