// What start-up is compared with: the least a .NET program can do that reads one YAML file.
using System;
using System.IO;
using YamlDotNet.RepresentationModel;

using var reader = File.OpenText(args[0]);
var stream = new YamlStream();
stream.Load(reader);
Console.WriteLine(stream.Documents.Count);
