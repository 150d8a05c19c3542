package io.tbar.checkpoint;

import io.tbar.safetensors.Dtype;
import io.tbar.safetensors.TensorInfo;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a look at headers and configuration tells of a checkpoint.
 *
 * @param architecture in words
 * @param layout null for a file whose names are of neither layout
 * @param dtypes number of tensors of each type
 * @param parameters values in all tensors but buffers
 * @param imageTowerParameters those of the image tower with its projection
 * @param activation null without a configuration
 * @param logitScale the parameter s as it is stored; logits are multiplied by exp(s); null where
 *     there is none
 * @param files name and bytes of each file of weights
 * @param metadata of the first file
 * @param notes warnings, one sentence each
 */
public record CheckpointFacts(
    String path,
    String architecture,
    @Nullable Layout layout,
    Map<Dtype, Integer> dtypes,
    long parameters,
    long imageTowerParameters,
    @Nullable Activation activation,
    @Nullable Double logitScale,
    Map<String, Long> files,
    Map<String, String> metadata,
    List<TensorInfo> tensors,
    List<String> notes) {}
