package dev.sshwhy.evidence;

/**
 * A port of this machine that ssh is to listen on, and cannot.
 *
 * @param setAt the line that asks for it (LocalForward, DynamicForward)
 * @param listen the port, with the address that ssh would take, as {@code ssh -G} writes them
 * @param why what the system says, or {@link #TWICE}
 */
public record TakenPort(Span setAt, String listen, String why) {
    /** Where ssh itself is to listen there for something else. */
    public static final String TWICE = "an earlier forwarding of this ssh has it";
}
