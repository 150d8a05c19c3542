package io.tbar.experiment;

import java.nio.file.Path;
import java.util.Map;

/**
 * A stage that was computed and lies in the store, whole and verified.
 *
 * @param key of the stage
 * @param folder what its work left
 * @param summary its figures and words
 * @param seconds that the work took when it was done
 */
public record StoredStage(String key, Path folder, Map<String, Object> summary, double seconds) {}
