/** A diagnosis as text, JSON, Markdown or SARIF. Pure: no file, no terminal, no clock. */
package dev.sshwhy.report;
