package io.tbar;

import io.tbar.result.AuditSummary;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What an audit found.
 *
 * @param summary one entry for each checkpoint
 * @param folder with records, triggers and reports, or null where none was asked for; {@link
 *     Clean#audit} takes it
 */
public record AuditResult(AuditSummary summary, @Nullable Path folder) {}
