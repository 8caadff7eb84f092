/**
 * The command lines of scp, sftp, rsync and git → the words that ssh gets from them. Pure: what a command line refers
 * to comes in through {@link dev.sshwhy.sshconfig.program.Around}, and nothing is ever run; imports nothing of ours but
 * {@code evidence} and {@code sshconfig}.
 */
package dev.sshwhy.sshconfig.program;
