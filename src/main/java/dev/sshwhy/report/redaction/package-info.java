/** A diagnosis without anything personal in it: names, addresses, comments and the like become pseudonyms. */
package dev.sshwhy.report.redaction;
