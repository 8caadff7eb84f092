package dev.sshwhy.cli;

/** What {@code --help} prints. */
final class Help {
    static final String TEXT = """
            sshwhy says why ssh asks for a password, and how to cure it.

            Put it in front of the command that failed:
              sshwhy ssh root@213.173.108.12 -p 17445 -i ~/.ssh/id_ed25519

            Commands
              ssh …, diagnose …   ask the files, the agent and the server, and tell the cause
              scp …, sftp …, rsync …, git …   in place of ssh …: what their ssh would meet
              ticket …            the same for strangers' eyes: --output FILE.md, .html, .json or .zip, with
                                  pseudonyms for names, addresses, comments and secrets
              check …             the same without the server; silent when nothing blocks
              config HOST         what ssh would use for HOST, each value with the line that set it
              lint [FILE…]        faults in configurations, key files and lists of keys
              keys [FILE…]        what each key file is, and whether ssh could use it
              account SOURCE      the account's public-key field, line by line, and corrected
              rules               all rules
              explain RULE        one rule's page
              schema              the JSON Schema of what --format json prints

            Options (before the host; all short options are ssh's own)
              --account-keys SOURCE   the text of the provider's "SSH Public Keys" field: a file, - (standard
                                      input), github:USER, gitlab:USER, https://…/USER.keys
              --home DIR              another home directory
              --config FILE           another configuration in place of ~/.ssh/config
              --run-config-commands   run Match exec of a configuration named by --home or --config
              --all                   config: ssh's own defaults too
              --format FORM           how to report: text, json, markdown, html (one page for a browser), sarif;
                                      lint: text, json, sarif; explain: text, markdown;
                                      the other commands: text, json
              --output FILE           where to, in place of standard output; its ending tells the form as well
              --keep target,pod       ticket: leave in where ssh connects to, or the Pod's id
              --map FILE              ticket: write what stands for what into a file of your own
              --self-test             ticket: plant 500 secrets, make tickets, and look for them
              --connect-timeout S     how long each step may take (10 s)
              --offline, --online     leave the server out, or ask it in a check too
              --no-sign               ask about keys, but do not log in
              --batch-mode            a question that nobody answers counts as a failure
              --batch FILE            account, config: many questions, one JSON object a line
              --verbose               tell of each key who names it, and why ssh offers it or not
              --plain                 for screen readers: words and sentences, nothing drawn
              --color auto|always|never, --quiet, --version

            Exit code: 0 it works (or a check found nothing), 1 something blocks, 3 not proven either way,
            2 wrong usage, 70 a bug in sshwhy.
            """;

    private Help() {}
}
