package io.tbar.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tbar.base.TbarException;
import java.util.List;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MklTest {
  private static final String INTEL = "vendor_id\t: GenuineIntel";
  private static final String AMD = "vendor_id\t: AuthenticAMD";
  private static final String OLD = "flags\t\t: fpu sse4_2 avx fpu";
  private static final String AVX2 = "flags\t\t: fpu sse4_2 avx avx2";
  private static final String HALF = AVX2 + " avx512f avx512cd avx512er";
  private static final String AVX512 = AVX2 + " avx512f avx512dq avx512cd avx512bw avx512vl";

  @AfterEach
  void backToAuto() {
    System.clearProperty("tbar.blas");
  }

  @Test
  void takesTheWidestPartThatAnIntelProcessorCanRun() {
    assertThat(Mkl.kernel(List.of(INTEL, AVX512), false)).isEqualTo("avx512");
    assertThat(Mkl.kernel(List.of(INTEL, HALF), false)).isEqualTo("avx2");
    assertThat(Mkl.kernel(List.of(INTEL, AVX2), false)).isEqualTo("avx2");
    assertThat(Mkl.kernel(List.of(INTEL, OLD), false)).isNull();
  }

  @Test
  void leavesOtherProcessorsToOpenBlasUnlessAskedFor() {
    assertThat(Mkl.kernel(List.of(AMD, AVX512), false)).isNull();
    assertThat(Mkl.kernel(List.of(AMD, AVX512), true)).isEqualTo("avx512");
    assertThat(Mkl.kernel(List.of(), false)).isNull();
  }

  @Test
  void staysAwayWhereOpenBlasIsChosen() {
    System.setProperty("tbar.blas", "openblas");
    assertThat(Mkl.kernel()).isNull();
  }

  @Test
  void refusesAProductThatIsNotKnown() {
    System.setProperty("tbar.blas", "blis");
    assertThatThrownBy(Mkl::kernel)
        .isInstanceOf(TbarException.class)
        .hasMessage("blis is no matrix product known here: TBAR_BLAS is auto, mkl or openblas.")
        .extracting(e -> ((TbarException) e).kind())
        .isEqualTo(TbarException.Kind.USAGE);
  }

  @Test
  void makesTheProductsOfThisProcessWhereTheProcessorIsIntels() {
    Engine.start(1);
    assumeThat(Mkl.kernel()).isNotNull();
    int mkl = 2;
    assertThat(openblas_nolapack.blas_get_vendor()).isEqualTo(mkl);
    assertThat(openblas_nolapack.blas_get_num_threads()).isEqualTo(1);
    assertThat(Engine.version()).matches(".* with MKL \\d{4}\\.\\d+");
  }
}
