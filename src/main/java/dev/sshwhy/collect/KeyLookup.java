package dev.sshwhy.collect;

import dev.sshwhy.evidence.Agent;
import dev.sshwhy.evidence.Configuration;
import dev.sshwhy.evidence.ControlSocket;
import dev.sshwhy.evidence.Identity;
import dev.sshwhy.evidence.KeyFile;
import dev.sshwhy.evidence.Machine;
import dev.sshwhy.evidence.Observed;
import dev.sshwhy.evidence.Program;
import dev.sshwhy.evidence.Route;
import dev.sshwhy.evidence.Snapshot;
import dev.sshwhy.evidence.Span;
import dev.sshwhy.evidence.Target;
import dev.sshwhy.offer.IdentityPaths.NamedPath;
import dev.sshwhy.offer.Offers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Looks at key files one by one, each as if it were the only one that ssh is told to use. */
public final class KeyLookup {
    private static final Configuration NO_CONFIGURATION = new Configuration(List.of(), Map.of(), List.of(), List.of());

    private final Surroundings surroundings;
    private final Machine machine;
    private final KeyCollection keys;
    private final List<KeyFile> ofHome;
    private final Agent agent;
    private final Instant now;

    /** @param now the time, for certificates */
    public KeyLookup(Surroundings surroundings, Instant now) {
        this.now = now;
        LocalFiles files = new LocalFiles();
        this.surroundings = surroundings;
        this.machine = surroundings.machine(files);
        this.keys = new KeyCollection(files, surroundings.sshVersion());
        this.ofHome = keys.ofHome(surroundings.home());
        this.agent = AgentChoice.agent(NO_CONFIGURATION, UnaryOperator.identity(), surroundings);
    }

    public Machine machine() {
        return machine;
    }

    /** Every key file of the home directory: {@code ~/.ssh}, the folders in it, {@code ~/.runpod/ssh}. */
    public List<String> ofHome() {
        return ofHome.stream().map(KeyFile::path).toList();
    }

    /** The facts of a login with this file alone, from which checks can tell what is wrong with it. */
    public Snapshot at(String file) {
        String path = surroundings.absolute(file);
        NamedPath named = new NamedPath(
                path, Identity.NamedBy.COMMAND_LINE, Optional.of(Span.of(Span.COMMAND_LINE, file)), false);
        List<Identity> identities = Offers.order(List.of(named), List.of(), NO_CONFIGURATION, agent, keys, true);
        return new Snapshot(
                machine,
                new Target(Program.SSH, List.of("ssh"), List.of(), Optional.empty(), "", "", 22, "", Optional.empty()),
                NO_CONFIGURATION,
                // The agent's other keys come first; and a certificate beside the file is a file of its own.
                identities.stream().filter(it -> !it.path().isEmpty()).limit(1).toList(),
                ofHome,
                agent,
                List.of(),
                Observed.notLookedAt("no account's field was given"),
                Route.direct(),
                List.of(),
                ControlSocket.notUsed(),
                List.of(),
                List.of(),
                Observed.notLookedAt("the server was not asked"),
                now);
    }
}
