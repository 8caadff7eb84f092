/** The command line: arguments in, the other packages called in order, an exit code out. May import everything. */
package dev.sshwhy.cli;
