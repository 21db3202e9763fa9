global using Conformance.Tests;
global using NUnit.Framework;
