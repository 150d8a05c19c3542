package io.tbar;

import io.tbar.result.DisentanglementMap;
import io.tbar.result.RunRecord;
import java.nio.file.Path;

/**
 * What was mapped.
 *
 * @param record as in result.json
 * @param map the disentanglement error over the plane
 * @param folder with the map, the record and the report
 */
public record DisentangleResult(RunRecord record, DisentanglementMap map, Path folder) {}
