using PlatformGuard.Guidelines.Libraries;

namespace PlatformGuard.Guidelines.Tests.Libraries;

public sealed class MachineLearningLibrariesTests
{
    [Theory]
    [InlineData(Ecosystem.NuGet, "Microsoft.ML")]
    [InlineData(Ecosystem.NuGet, "microsoft.ml.onnxruntime.Gpu.Linux")]
    [InlineData(Ecosystem.NuGet, "TorchSharp-cpu")]
    [InlineData(Ecosystem.NuGet, "libtorch-cuda-12.1-linux-x64-part3-fragment2")]
    [InlineData(Ecosystem.NuGet, "SciSharp.TensorFlow.Redist")]
    [InlineData(Ecosystem.NuGet, "LLamaSharp.Backend.Cpu")]
    [InlineData(Ecosystem.Python, "torch")]
    [InlineData(Ecosystem.Python, "Sentence_Transformers")]
    [InlineData(Ecosystem.Python, "nvidia-cudnn-cu12")]
    [InlineData(Ecosystem.Python, "scikit-learn")]
    [InlineData(Ecosystem.Npm, "@tensorflow/tfjs-node")]
    [InlineData(Ecosystem.Npm, "onnxruntime-node")]
    [InlineData(Ecosystem.Ruby, "torch-rb")]
    [InlineData(Ecosystem.Go, "gocv.io/x/gocv")]
    [InlineData(Ecosystem.Go, "github.com/knights-analytics/hugot/v2")]
    [InlineData(Ecosystem.Maven, "ai.djl.pytorch:pytorch-engine")]
    [InlineData(Ecosystem.Maven, "org.apache.spark:spark-mllib_2.12")]
    public void Contains_RuntimeOfModels_True(Ecosystem ecosystem, string name) => Assert.True(MachineLearningLibraries.Contains(ecosystem, name));

    [Theory]
    [InlineData(Ecosystem.NuGet, "OpenAI")]
    [InlineData(Ecosystem.NuGet, "Azure.AI.OpenAI")]
    [InlineData(Ecosystem.NuGet, "Azure.AI.Inference")]
    [InlineData(Ecosystem.NuGet, "Microsoft.Extensions.AI.OpenAI")]
    [InlineData(Ecosystem.NuGet, "Microsoft.SemanticKernel")]
    [InlineData(Ecosystem.NuGet, "OllamaSharp")]
    [InlineData(Ecosystem.NuGet, "AWSSDK.BedrockRuntime")]
    [InlineData(Ecosystem.NuGet, "Google.Cloud.AIPlatform.V1")]
    [InlineData(Ecosystem.NuGet, "Microsoft.ML.Tokenizers")]
    [InlineData(Ecosystem.NuGet, "Microsoft.ML.Tokenizers.Data.O200kBase")]
    [InlineData(Ecosystem.NuGet, "Microsoft.ML.DataView")]
    [InlineData(Ecosystem.NuGet, "Microsoft.MLS.Client")]
    [InlineData(Ecosystem.Python, "openai")]
    [InlineData(Ecosystem.Python, "anthropic")]
    [InlineData(Ecosystem.Python, "numpy")]
    [InlineData(Ecosystem.Python, "tiktoken")]
    [InlineData(Ecosystem.Python, "torch-geometric-client")]
    [InlineData(Ecosystem.Npm, "openai")]
    [InlineData(Ecosystem.Npm, "@langchain/openai")]
    [InlineData(Ecosystem.Ruby, "ruby-openai")]
    [InlineData(Ecosystem.Go, "github.com/sashabaranov/go-openai")]
    [InlineData(Ecosystem.Maven, "com.openai:openai-java")]
    public void Contains_RemoteClientOrSmallHelper_False(Ecosystem ecosystem, string name) => Assert.False(MachineLearningLibraries.Contains(ecosystem, name));
}
